# PowerShell completion of cargo-nw, also when typed as `cargo nw`.
#   $PROFILE:  cargo nw completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'cargo-nw', 'cargo' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($wordToComplete -eq '' -and $_.Extent.EndOffset -le $cursorPosition) } | ForEach-Object { $_.Extent.Text.Trim("'`"") })
    $program = [System.IO.Path]::GetFileNameWithoutExtension($elements[0])
    $words = @($elements | Select-Object -Skip 1)
    if ($program -eq 'cargo') {
        $toolchain = @($words | Select-Object -First 1 | Where-Object { $_ -like '+*' })
        $words = @($words | Select-Object -Skip $toolchain.Count)
        if ($words.Count -eq 0 -or $words[0] -ne 'nw') {
            return
        }
        $words = $toolchain + @($words | Select-Object -Skip 1)
    }

    $exe = if ($env:CARGO_NW) { $env:CARGO_NW } else { 'cargo-nw' }
    $answer = @(& $exe completion --candidates @words ".$wordToComplete" 2>$null)
    if ($answer.Count -eq 0) {
        return
    }
    $kind, $detail = $answer[0].Split("`t", 2)
    switch ($kind) {
        'words' {
            foreach ($line in ($answer | Select-Object -Skip 1)) {
                $word, $about = $line.Split("`t", 2)
                $full = "$detail$word"
                if (-not $full.StartsWith($wordToComplete)) {
                    continue
                }
                if (-not $about) {
                    $about = $word
                }
                $text = if ($full -match "[\s'`"``$;&|(){}<>@#]") { "'" + $full.Replace("'", "''") + "'" } else { $full }
                [System.Management.Automation.CompletionResult]::new($text, $word, 'ParameterValue', $about)
            }
        }
        { $_ -in 'file', 'directory' } {
            $value = $wordToComplete.Substring($detail.Length)
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($value) | ForEach-Object {
                if ($kind -eq 'file' -or $_.ResultType -eq 'ProviderContainer') {
                    [System.Management.Automation.CompletionResult]::new("$detail$($_.CompletionText)", $_.ListItemText, $_.ResultType, $_.ToolTip)
                }
            }
        }
    }
}
