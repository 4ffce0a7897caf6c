# bash completion of cargo-nw, also when typed as `cargo nw`.
#   ~/.bashrc:  eval "$(cargo nw completion bash)"

# The words up to the cursor, as they are written: bash itself splits them at
# the characters of COMP_WORDBREAKS, "=" among them.
_cargo_nw_words() {
    local rest=${COMP_LINE:0:COMP_POINT} piece space i
    _cargo_nw_line=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        space=${rest%%[![:space:]]*}
        rest=${rest#"$space"}
        piece=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)); then piece=$rest; fi
        if [[ -n $space || i -eq 0 ]]; then
            _cargo_nw_line+=("$piece")
        else
            _cargo_nw_line[${#_cargo_nw_line[@]} - 1]+=$piece
        fi
        rest=${rest#"$piece"}
    done
}

# Takes over `cargo`, and remembers what completed it before.
_cargo_nw_wrap() {
    local spec
    spec=$(complete -p cargo 2>/dev/null)
    case $spec in
    *' _cargo_nw_cargo '*) return ;;
    *' -F '*)
        spec=${spec#* -F }
        _cargo_nw_before=${spec%% *}
        ;;
    esac
    complete -F _cargo_nw_cargo cargo
}

# What completed `cargo` before us, called in our place. bash-completion loads
# it only now, if it was not needed before.
_cargo_nw_as_before() {
    if [[ -z $_cargo_nw_before ]]; then
        local load
        complete -r cargo
        for load in _comp_load _completion_loader; do
            if declare -F "$load" >/dev/null; then
                "$load" cargo >/dev/null 2>&1
                break
            fi
        done
        _cargo_nw_wrap
        _cargo_nw_before=${_cargo_nw_before:-_cargo_nw_nothing}
    fi
    "$_cargo_nw_before" "$@"
}

_cargo_nw_nothing() { COMPREPLY=(); }

_cargo_nw_cargo() {
    local -a _cargo_nw_line
    local at=1
    _cargo_nw_words
    if [[ ${_cargo_nw_line[1]} == +* ]]; then at=2; fi
    if [[ ${_cargo_nw_line[at]} != nw || ${#_cargo_nw_line[@]} -le $((at + 1)) ]]; then
        _cargo_nw_as_before "$@"
        return
    fi
    _cargo_nw_answer "${_cargo_nw_line[@]:1:at-1}" "${_cargo_nw_line[@]:at+1}"
}

_cargo_nw() {
    local -a _cargo_nw_line
    _cargo_nw_words
    _cargo_nw_answer "${_cargo_nw_line[@]:1}"
}

# What the word at the cursor may be; the words are those after the program.
_cargo_nw_answer() {
    local word=${!#} kind detail candidate stays= i
    # readline replaces only what follows the last break
    for ((i = ${#word}; i > 0; i--)); do
        if [[ ${word:i-1:1} == [=:] && $COMP_WORDBREAKS == *"${word:i-1:1}"* ]]; then
            stays=${word:0:i}
            break
        fi
    done
    COMPREPLY=()
    {
        IFS= read -r kind || return 0
        detail=${kind#*$'\t'} kind=${kind%%$'\t'*}
        case $kind in
        words)
            while IFS= read -r candidate; do
                candidate=$detail${candidate%%$'\t'*}
                if [[ $candidate == "$word"* ]]; then
                    printf -v candidate %q "${candidate#"$stays"}"
                    COMPREPLY+=("$candidate")
                fi
            done
            ;;
        file | directory)
            compopt -o filenames 2>/dev/null
            while IFS= read -r candidate; do
                candidate=$detail$candidate
                COMPREPLY+=("${candidate#"$stays"}")
            done < <(compgen -A "$kind" -- "${word#"$detail"}")
            ;;
        cargo) _cargo_nw_as_cargo "${@:detail+1}" ;;
        esac
    } < <("${CARGO_NW:-cargo-nw}" completion --candidates "${@:1:$#-1}" ".$word" 2>/dev/null)
}

# What cargo's own completion says to `cargo "$@"`.
_cargo_nw_as_cargo() {
    COMP_WORDS=(cargo "$@")
    COMP_CWORD=$#
    COMP_LINE="cargo $*"
    COMP_POINT=${#COMP_LINE}
    _cargo_nw_as_before cargo "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" </dev/null
}

_cargo_nw_wrap
complete -F _cargo_nw cargo-nw
