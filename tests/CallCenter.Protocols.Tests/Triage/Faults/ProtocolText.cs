using System.Text.RegularExpressions;

namespace CallCenter.Protocols.Tests.Triage.Faults;

/// <summary>A protocol file as its author sees it: lines, and which of them make up a tier or a question.</summary>
internal sealed class ProtocolText
{
    private readonly string[] _lines;

    public ProtocolText(string text)
    {
        _lines = text.Split('\n');
        Tiers = [.. Starting("  - go: ").Select(at => (at, _lines[at]["  - go: ".Length..].Trim()))];
        Questions = [.. Starting("      - id: ").Select(Question)];
    }

    public IReadOnlyList<(int Line, string Go)> Tiers { get; }
    public IReadOnlyList<QuestionLines> Questions { get; }
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Every place a pattern matches, with its line.</summary>
    public IEnumerable<(int Line, Match Match)> Matches(Regex pattern) => _lines.Index().SelectMany(l => pattern.Matches(l.Item).Select(m => (l.Index, m)));

    public string WithLine(int line, string text) => Join(_lines.Index().Select(l => l.Index == line ? text : l.Item));

    public string With(int line, Match match, string replacement) =>
        WithLine(line, string.Concat(_lines[line].AsSpan(0, match.Index), replacement, _lines[line].AsSpan(match.Index + match.Length)));

    public string Without(int from, int to) => Join(_lines.Index().Where(l => l.Index < from || l.Index >= to).Select(l => l.Item));

    public string WithInserted(int before, params string[] lines) => Join([.. _lines[..before], .. lines, .. _lines[before..]]);

    public string Moved(QuestionLines question, int before) => before <= question.From
        ? Join([.. _lines[..before], .. _lines[question.From..question.To], .. _lines[before..question.From], .. _lines[question.To..]])
        : Join([.. _lines[..question.From], .. _lines[question.To..before], .. _lines[question.From..question.To], .. _lines[before..]]);

    /// <summary>A key of the protocol itself with its block.</summary>
    public (int From, int To)? Block(string key)
    {
        var from = Array.FindIndex(_lines, l => l.StartsWith(key + ":", StringComparison.Ordinal));
        if (from < 0) return null;
        var to = from + 1;
        while (to < _lines.Length && _lines[to].StartsWith("  ", StringComparison.Ordinal)) to++;
        return (from, to);
    }

    private IEnumerable<int> Starting(string start) => _lines.Index().Where(l => l.Item.StartsWith(start, StringComparison.Ordinal)).Select(l => l.Index);

    private QuestionLines Question(int from)
    {
        var to = from + 1;
        while (to < _lines.Length && _lines[to].StartsWith("        ", StringComparison.Ordinal)) to++;
        var tier = Tiers.Index().Last(t => t.Item.Line < from);
        return new(_lines[from]["      - id: ".Length..].Trim(), from, to, tier.Index, tier.Item.Go);
    }

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines);
}

/// <param name="To">The line after its last.</param>
internal sealed record QuestionLines(string Id, int From, int To, int Tier, string Go);
