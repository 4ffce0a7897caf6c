# fish completion of cargo-nw, also when typed as `cargo nw`.
#   cargo nw completion fish > ~/.config/fish/completions/cargo-nw.fish
# fish loads that file for the command cargo-nw only. To have it for `cargo nw`:
#   echo 'cargo nw completion fish | source' > ~/.config/fish/conf.d/cargo-nw.fish

# The words up to the cursor, after the program; a `nw` after `cargo` left out.
function __cargo_nw_words
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l program (string replace --regex '.*/' '' -- $words[1])
    set --erase words[1]
    if test "$program" = cargo
        if string match --quiet -- '+*' "$words[1]"
            test "$words[2]" = nw; or return 1
            set --erase words[2]
        else
            test "$words[1]" = nw; or return 1
            set --erase words[1]
        end
    end
    for word in $words
        echo -- $word
    end
end

function __cargo_nw_candidates
    set -l words (__cargo_nw_words)
    or return
    set -l word (commandline --current-token --cut-at-cursor)
    set -l program cargo-nw
    set -q CARGO_NW; and set program $CARGO_NW
    set -l answer ($program completion --candidates $words ".$word" 2>/dev/null)
    set -l header (string split \t -- $answer[1])
    set --erase answer[1]
    switch "$header[1]"
        case words
            for candidate in $answer
                echo -- $header[2]$candidate
            end
        case file directory
            set -l value (string sub --start (math (string length -- "$header[2]") + 1) -- "$word")
            set -l paths
            if test $header[1] = file
                set paths (__fish_complete_path "$value")
            else
                set paths (__fish_complete_directories "$value")
            end
            for path in $paths
                echo -- $header[2]$path
            end
        case cargo
            set -l rest (string escape -- $words[(math $header[2] + 1)..-1])
            complete --do-complete "cargo $rest $word"
    end
end

complete --command cargo-nw --no-files --arguments '(__cargo_nw_candidates)'
complete --command cargo --condition '__cargo_nw_words >/dev/null' --no-files --arguments '(__cargo_nw_candidates)'
