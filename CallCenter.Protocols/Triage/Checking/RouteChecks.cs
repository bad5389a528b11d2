using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>E25: a level of the scale that some practice's escalation file has no protocol for.</summary>
internal static class RouteChecks
{
    private const string Folder = "escalation/";

    public static void Run(Examination examination, IReadOnlyDictionary<string, string> files)
    {
        // A file that does not load is for the escalation verifier; it routes nothing that could be judged here.
        foreach (var (name, text) in files.Where(f => f.Key.StartsWith(Folder, StringComparison.Ordinal) && f.Key.EndsWith(".yaml", StringComparison.Ordinal)))
            if (EscalationFileLoader.Load(name, text).File is { } file) Run(examination, file);
    }

    private static void Run(Examination examination, EscalationFile file)
    {
        foreach (var level in examination.Package.Dispositions.Where(d => !file.Protocols.Any(p => p.AppliesWhen.Matches(d.Code, d.Urgency))))
            examination.Add("E25", "dispositions/" + level.Code, $"{level.Code} ({level.Urgency.ToString().ToLowerInvariant()}) has no route in the escalation file of {file.Practice}", "Nobody would do what the caller is told will happen", $"Add a protocol for it to {file.FileName}");
    }
}
