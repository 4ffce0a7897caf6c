#compdef cargo-nw
# zsh completion of cargo-nw. cargo's own `_cargo` calls it for `cargo nw` too.
#   cargo nw completion zsh > DIRECTORY_IN_FPATH/_cargo-nw

_cargo-nw() {
    local -a answer candidates
    local kind detail line word about
    answer=("${(@f)$("${CARGO_NW:-cargo-nw}" completion --candidates "${(@Q)words[2,CURRENT-1]}" ".$PREFIX" 2>/dev/null)}")
    kind=${answer[1]%%$'\t'*} detail=${answer[1]#*$'\t'}
    if [[ $kind != cargo && -n $detail ]]; then
        compset -P 1 '*='
    fi
    case $kind in
        words)
            for line in "${(@)answer[2,-1]}"; do
                word=${line%%$'\t'*} about=${line#*$'\t'}
                candidates+=("${${word//\\/\\\\}//:/\\:}${about:+:$about}")
            done
            _describe -t candidates 'cargo nw' candidates
            ;;
        file) _files ;;
        directory) _files -/ ;;
        cargo)
            words=(cargo "${(@)words[detail+2,-1]}")
            ((CURRENT -= detail))
            _normal
            ;;
    esac
}

_cargo-nw "$@"
