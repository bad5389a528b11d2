using CallCenter.Agent.Wire;

namespace CallCenter.Agent.PracticeFiles;

/// <summary>What somebody has filled in for publishing so far, and what is still missing.</summary>
public sealed class PublishDraft
{
    private readonly HashSet<string> _accepted = [];

    /// <summary>Typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>Stands in the record.</summary>
    public string Reason { get; set; } = "";

    /// <summary>This warning, as it reads.</summary>
    public bool Accepts(string key) => _accepted.Contains(key);

    /// <summary>Takes a warning upon herself, or not.</summary>
    public void Accept(string key, bool accepted)
    {
        if (accepted) _accepted.Add(key);
        else _accepted.Remove(key);
    }

    /// <summary>In sentences; nothing when it can be published.</summary>
    public IEnumerable<string> Missing(FileChecked? known, bool mayPublish, string ownName)
    {
        if (!mayPublish) yield return "Only a clinical lead or the practice’s manager publishes; keep the candidate for them";
        if (known is null) yield return "The text is still being checked";
        if (known?.IsSame == true) yield return "It says what is in force already";
        if (known?.Findings.Any(f => f.Severity == "error") == true) yield return "The text has errors";
        if (known?.Findings.Count(f => f.Severity != "error" && !Accepts(f.Key)) is var open and > 0) yield return open == 1 ? "1 warning is not accepted" : $"{open} warnings are not accepted";
        if (known is { Played: null } && !known.Findings.Any(f => f.Severity == "error")) yield return "The weeks and holidays ahead are not played through yet";
        if (Reason.Trim().Length == 0) yield return "The reason is missing";
        if (mayPublish && !string.Equals(Name.Trim(), ownName, StringComparison.OrdinalIgnoreCase)) yield return $"Type your full name: {ownName}";
    }

    /// <summary>As the server wants it.</summary>
    public PublishFile Request(string text, FileChecked known, int replaces) =>
        new(text, known.Digest ?? "", replaces, Name.Trim(), Reason.Trim(), [.. known.Findings.Where(f => f.Severity != "error" && Accepts(f.Key)).Select(f => f.Key)]);
}
