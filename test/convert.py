import re,os,subprocess,sys
rooms={
'traversal':['arguments','badinput','report','jobs','verbs','setup','hook_selection'],
'direct':['hook_stub','hook_elsewhere','hook_dependency','hook_parent','hook_forward','hook_rerun','hook_locked','hook_failing','hook_cycle','hook_shared','hook_environment','odd_program','odd_dependency','lockfile'],
'toolchain':['hook_toolchain','proxy','odd_cargo'],
'ending':['signal','interrupt','interrupt_twice','pipe','pipe_output','hang','innocent','watched'],
'terminal':['terminal','terminal_output','completion','completion_shells'],
'odd':['odd_clock','odd_config','odd_path','odd_size','input','dryrun'],
'repository':['workflow','schema'],
}
new={'hook_toolchain':'toolchain','odd_cargo':'programs','input':'input','odd_dependency':'registry','odd_program':'program','hook_selection':'hooks'}
def args_split(s,i):
    # s[i] is just after '(' ; returns list of args, end index (pos of ')')
    depth=0;args=[];cur=i;j=i;q=None
    while True:
        c=s[j]
        if q:
            if c=='\\' and q!='`': j+=1
            elif c==q: q=None
        elif c in '"`': q=c
        elif c=="'":
            # rune literal
            j+=2 if s[j+1]!='\\' else 3
        elif c in '([{': depth+=1
        elif c in ')]}':
            if depth==0:
                args.append(s[cur:j].strip()); return [a for a in args if a],j
            depth-=1
        elif c==',' and depth==0:
            args.append(s[cur:j].strip());cur=j+1
        j+=1
def calls(s,pat,fn):
    out='';pos=0
    for m in re.finditer(pat,s):
        if m.start()<pos: continue
        a,e=args_split(s,m.end())
        out+=s[pos:m.start()]+fn(m,a);pos=e+1
    return out+s[pos:]
def conv(s,room):
    s=s.replace('package blackbox_test','package %s_test'%room)
    s=re.sub(r'\bneedCargo\(','harness.NeedCargo(',s)
    s=re.sub(r'\bhasToolchain\(','harness.HasToolchain(t, ',s)
    s=re.sub(r'\bsucceeds\(','harness.Succeeds(',s)
    s=re.sub(r'\blimit\b','harness.Limit',s)
    s=re.sub(r'(?<!func )\brecord\(','harness.Record(',s)
    for a,b in [('libraryTree','Library'),('containingTree','Containing'),('testedTree','Tested'),('memberTree','Member'),('hookLine','HookLine'),('hostTriple','HostTriple'),('compiled','Compiled')]:
        s=re.sub(r'(?<!func )\b%s\b(?=[(,}])'%a,'harness.'+b,s)
    s=s.replace('newSandbox(t','harness.Real(t')
    s=re.sub(r'\bsandbox\b(?! (of|is|in|has|with))',"*harness.World",s)
    s=s.replace('[]files{','[]harness.Files{')
    s=re.sub(r'(?<![\w.])files\{','harness.Files{',s)
    s=re.sub(r'\bmap\[string\]files\b','map[string]harness.Files',s)
    s=re.sub(r'(\)|\w) files \{',r'\1 harness.Files {',s)
    s=re.sub(r'\*world\b','*harness.World',s)
    s=re.sub(r'\boutcome\b(?=[ ,){\[]|$)(?! of)','harness.Outcome',s,flags=re.M) if True else s
    # world constructors
    def arch(a):
        if a in('twoWorkspaces','fourWorkspaces'): return 'harness.'+a[0].upper()+a[1:]+'()'
        m=re.match(r'(twoWorkspaces|fourWorkspaces)\+(.*)$',a,re.S)
        if m: return 'harness.'+m[1][0].upper()+m[1][1:]+'(), harness.Archive('+m[2]+')'
        return '' if a=='""' else 'harness.Archive('+a+')'
    def ctor(k):
        return lambda m,a: 'harness.%s(%s)'%(k,', '.join(x for x in ['t',arch(a[1])] if x))
    s=calls(s,r'(?<!func )\bnewFakeWorld\(',ctor('Fake'))
    s=calls(s,r'(?<!func )\bnewWorld\(',ctor('New'))
    s=s.replace('nesting(','harness.Outer(')
    # write
    def wr(m,a):
        if len(a)==2: return '%s.Write(harness.Files{%s: %s})'%(m[1],a[0],a[1])
        return '%s.Write(%s)'%(m[1],', '.join(a))
    s=calls(s,r'\b(w|s|p|at)\.write\(',wr)
    R=r'\b(s|w|p|at|far|bare|other|absent|shared|byOption|o\.s)'
    for a,b in [('read','Read'),('remove','Remove'),('exists','Exists'),('find','Find'),('path','Path'),('run','Run'),('cargo','Cargo'),('with','With'),('hookLog','HookLog'),('age','Age'),('link','Link'),('nw','NW'),('took','Took')]:
        s=re.sub(R+r'\.%s\('%a,r'\1.%s('%b,s)
    s=re.sub(r'\.with\(','.With(',s)
    s=re.sub(r'\)\.cargo\(',').Cargo(',s); s=re.sub(r'\)\.run\(',').Run(',s); s=re.sub(r'\.\n(\t+)cargo\(',r'.\n\1Cargo(',s)
    s=re.sub(r'\b(s|w|at|p)\.dir\b',r'\1.Dir',s)
    s=re.sub(r'\b(s|w|at|p)\.env\b',r'\1.Env',s)
    s=re.sub(r'\b(s|w)\.t\b',r'\1.T',s)
    s=re.sub(r'\bo\.t\b(?=\.Helper)',r'o.T',s)
    for a in ['status','says','silent','once','last','fail']:
        s=re.sub(r'(?<=[.\t])%s\('%a,a.capitalize()+'(',s)
    s=re.sub(r'\b(o|got|e|shell|dry|again|applied|a|b|out)\.(code|stdout|stderr)\b',lambda m:m[1]+'.'+m[2].capitalize(),s)
    s=re.sub(r'\bended(?=\{)','harness.Outcome',s); s=re.sub(r'(?<=\) )ended(?= \{)','harness.Outcome',s); s=s.replace('got ended','got harness.Outcome')
    s=re.sub(r'(?<!func )\bquiet\((\w+)\)',r'\1.Fresh()',s)
    s=re.sub(r'(\w)\.Env = withoutVariable\(\w\.Env, ("\w+")\)',r'\1 = \1.Without(\2)',s)
    s=re.sub(r'\.With\("PATH="\+\w+\.Path\("bin"\)\+":"\+os\.Getenv\("PATH"\)(?:, )?',r'.WithPath("bin").With(',s).replace('.With()','')
    s=s.replace('toolchainProgram(','harness.Program(')
    # nw in dir
    s=re.sub(r'\bw\.Run\(([^,()]+), "cargo-nw", (tt\.argv\.\.\.|dryRun\(argv\)\.\.\.|words\.\.\.|"check")\)',r'w.NWIn(\1, \2)',s)
    # import
    s=re.sub(r'\n\)\n','\n\n\t"github.com/cargo-nw/cargo-nw/test/harness"\n)\n',s,count=1) if 'import (' in s else re.sub(r'\nimport "testing"\n','\nimport (\n\t"testing"\n\n\t"github.com/cargo-nw/cargo-nw/test/harness"\n)\n',s)
    return s
for room,fs in rooms.items():
    os.makedirs(room,exist_ok=True)
    for f in fs:
        src='blackbox/%s_test.go'%f
        name=new.get(f) or re.sub(r'^(hook|odd)_','',f)
        dst='%s/%s_test.go'%(room,name)
        if os.path.exists(dst): print('EXISTS',dst)
        subprocess.check_call(['git','mv',src,dst])
        s=open(dst).read()
        open(dst,'w').write(conv(s,room))
    open('%s/main_test.go'%room,'w').write('''package %s_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
'''%room)
