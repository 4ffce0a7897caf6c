package github

import "strings"

// Property is a property of a workflow command. One without a value is left out.
type Property struct{ Name, Value string }

var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// Command is one workflow command as a line without its end, escaped as the
// runner unescapes it
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
func Command(name string, properties []Property, message string) string {
	var line strings.Builder
	line.WriteString("::" + name)
	separator := " "
	for _, p := range properties {
		if p.Value == "" {
			continue
		}
		line.WriteString(separator + p.Name + "=" + property.Replace(p.Value))
		separator = ","
	}
	line.WriteString("::" + data.Replace(message))
	return line.String()
}
