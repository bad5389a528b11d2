using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>A package, or none and the errors that say why. Places serve the checks that come after.</summary>
public sealed record LoadResult(TriagePackage? Package, IReadOnlyList<Finding> Findings, SourceMap Sources);

/// <summary>
/// Turns files (name → text) into a package. Every fault is a finding with file, line and column; nothing is
/// thrown at the caller, and one bad file means no package, so that the last good one stays in service.
/// </summary>
public static class TriageLoader
{
    private const int MostFiles = 2000;

    public static LoadResult Load(IReadOnlyDictionary<string, string> files)
    {
        var context = new LoadContext();
        var own = files.Where(f => IsOurs(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        if (own.Count > MostFiles)
            context.Findings.Add(new("", 1, 1), "E00", $"There are more than {MostFiles} files", "A package is small enough to review", "Split the package");
        var package = context.Findings.HasErrors ? null : Read(own, context);
        return new(context.Findings.HasErrors ? null : package, context.Findings.All, context.Sources);
    }

    /// <summary>Escalation files and JSON schemas share the folder but belong to others.</summary>
    private static bool IsOurs(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) && (name.StartsWith("triage/", StringComparison.Ordinal) || !name.Contains('/', StringComparison.Ordinal));

    private static TriagePackage? Read(List<KeyValuePair<string, string>> files, LoadContext context)
    {
        var roots = files.ToDictionary(f => f.Key, f => YamlReading.Read(f.Key, f.Value, context.Findings));
        DispositionsReading.Read(Root(roots, "dispositions.yaml", context.Findings), context);
        FactsReading.Read(Root(roots, "facts.yaml", context.Findings), context);
        // Without the scale and the facts every later line would be reported: mend those first.
        if (context.Findings.HasErrors) return null;
        var floors = RulesReading.Floors(Root(roots, "floors.yaml", context.Findings), context);
        var words = RulesReading.DangerWords(Root(roots, "danger-words.yaml", context.Findings), context);
        var (approvals, approvers) = RulesReading.Approvals(Root(roots, "approvals.yaml", context.Findings), context);
        var protocols = Protocols(files, roots, context);
        ReferenceCheck.Run(protocols, words, roots.Keys, context);
        if (context.Findings.HasErrors) return null;
        return new(Digests.OfFiles(files), [.. context.Dispositions.Values], [.. context.Facts.Values], floors, protocols, words, approvals, approvers);
    }

    private static YamlNode Root(Dictionary<string, YamlNode?> roots, string file, Findings findings)
    {
        if (roots.Remove(file, out var root)) return root ?? new YamlMap(new(file, 1, 1), []);
        findings.Add(new(file, 1, 1), "E00", $"{file} is missing", "A package is complete or it is none", "Add the file");
        return new YamlMap(new(file, 1, 1), []);
    }

    private static List<Protocol> Protocols(List<KeyValuePair<string, string>> files, Dictionary<string, YamlNode?> roots, LoadContext context)
    {
        var protocols = new List<Protocol>();
        foreach (var (name, text) in files.Where(f => f.Key.StartsWith("triage/", StringComparison.Ordinal)))
            if (roots.Remove(name, out var root) && root is not null && ProtocolReading.Read(root, Digests.OfText(text), context) is { } protocol)
                protocols.Add(protocol);
        return protocols;
    }
}
