using System.Text;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Plain text in sections; a line with nothing to say is left out.</summary>
internal sealed class NoteText
{
    private readonly StringBuilder _text = new();

    public void Title(string title) => _text.Append(_text.Length == 0 ? "" : "\n").Append(title).Append('\n');

    public void Line(string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) _text.Append(label).Append(": ").Append(OneLine(value)).Append('\n');
    }

    public void Item(string text) => _text.Append("- ").Append(OneLine(text)).Append('\n');

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    public override string ToString() => _text.ToString();
}
