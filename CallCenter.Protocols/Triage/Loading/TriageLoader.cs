using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>A package, or none and the errors that say why. Places serve the checks that come after.</summary>
public sealed record LoadResult(TriagePackage? Package, IReadOnlyList<Finding> Findings, SourceMap Sources)
{
    /// <summary>What was read without a finding, for the next load.</summary>
    internal ReadFiles Read { get; init; } = new();
}

/// <summary>Files of a load by name: protocols as read, the shared files as parsed.</summary>
internal sealed class ReadFiles
{
    public Dictionary<string, ReadProtocol> Protocols { get; } = [];
    public Dictionary<string, (string Text, YamlNode Root)> Shared { get; } = [];
}

/// <param name="Basis">Digest of the scale and the facts it was read against.</param>
internal sealed record ReadProtocol(string Basis, Protocol Protocol, SourceMap Sources);

/// <summary>
/// Turns files (name → text) into a package. Every fault is a finding with file, line and column; nothing is
/// thrown at the caller, and one bad file means no package, so that the last good one stays in service.
/// </summary>
public static class TriageLoader
{
    private const int MostFiles = 2000;
    private const string Scale = "dispositions.yaml", Facts = "facts.yaml", Folder = "triage/";

    /// <param name="previous">An earlier load: protocols whose text, scale and facts have not changed are taken over from it.</param>
    public static LoadResult Load(IReadOnlyDictionary<string, string> files, LoadResult? previous = null)
    {
        var context = new LoadContext();
        var own = files.Where(f => IsOurs(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).ToList();
        if (own.Count > MostFiles)
            context.Findings.Add(new("", 1, 1), "E00", $"There are more than {MostFiles} files", "A package is small enough to review", "Split the package");
        foreach (var name in files.Keys.Where(IsMisnamed).Order(StringComparer.Ordinal))
            context.Findings.Add(new(name.TrimEnd('/'), 1, 1), "E00", name.EndsWith('/') ? $"{name} is a folder" : $"{name} would not be read", "A protocol that is silently left out asks nobody anything", "Name the file with small letters and .yaml at its end");
        var read = new ReadFiles();
        var package = context.Findings.HasErrors ? null : Read(own, context, previous?.Read ?? read, read);
        return new(context.Findings.HasErrors ? null : package, context.Findings.All, context.Sources) { Read = read };
    }

    /// <summary>Escalation files and JSON schemas share the folder but belong to others.</summary>
    private static bool IsOurs(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) && (name.StartsWith(Folder, StringComparison.Ordinal) || !name.Contains('/', StringComparison.Ordinal));

    private static bool IsMisnamed(string name) =>
        !name.EndsWith(".yaml", StringComparison.Ordinal) && (name.StartsWith(Folder, StringComparison.Ordinal) || !name.TrimEnd('/').Contains('/', StringComparison.Ordinal))
        && (name.TrimEnd('/').EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));

    private static TriagePackage? Read(List<KeyValuePair<string, string>> files, LoadContext context, ReadFiles earlier, ReadFiles read)
    {
        var roots = files.Where(f => !f.Key.StartsWith(Folder, StringComparison.Ordinal)).ToDictionary(f => f.Key, f => Shared(f.Key, f.Value, context, earlier, read));
        DispositionsReading.Read(Root(roots, Scale, context.Findings), context);
        FactsReading.Read(Root(roots, Facts, context.Findings), context);
        // Without the scale and the facts every later line would be reported: mend those first.
        if (context.Findings.HasErrors) return null;
        var floors = RulesReading.Floors(Root(roots, "floors.yaml", context.Findings), context);
        var words = RulesReading.DangerWords(Root(roots, "danger-words.yaml", context.Findings), context);
        var (approvals, approvers) = RulesReading.Approvals(Root(roots, "approvals.yaml", context.Findings), context);
        var basis = Digests.OfFiles(files.Where(f => f.Key is Scale or Facts));
        var texts = files.Where(f => f.Key.StartsWith(Folder, StringComparison.Ordinal)).ToList();
        var protocols = texts.Select(f => Protocol(f.Key, f.Value, basis, context, earlier, read)).OfType<Protocol>().ToList();
        // What refers to a file that cannot be read at all would be reported as wrong, and is not.
        if (protocols.Count == texts.Count) ReferenceCheck.Run(protocols, words, approvals, roots.Keys, context);
        if (context.Findings.HasErrors) return null;
        return new(Digests.OfFiles(files), [.. context.Dispositions.Values], [.. context.Facts.Values], floors, protocols, words, approvals, approvers);
    }

    private static YamlNode Root(Dictionary<string, YamlNode?> roots, string file, Findings findings)
    {
        if (roots.Remove(file, out var root)) return root ?? new YamlMap(new(file, 1, 1), []);
        findings.Add(new(file, 1, 1), "E00", $"{file} is missing", "A package is complete or it is none", "Add the file");
        return new YamlMap(new(file, 1, 1), []);
    }

    private static YamlNode? Shared(string name, string text, LoadContext context, ReadFiles earlier, ReadFiles read)
    {
        var root = earlier.Shared.TryGetValue(name, out var known) && known.Text == text ? known.Root : YamlReading.Read(name, text, context.Findings);
        if (root is not null && context.Findings.All.Count == 0) read.Shared[name] = (text, root);
        return root;
    }

    private static Protocol? Protocol(string name, string text, string basis, LoadContext context, ReadFiles earlier, ReadFiles read)
    {
        var digest = Digests.OfText(text);
        if (earlier.Protocols.TryGetValue(name, out var known) && known.Basis == basis && known.Protocol.Digest == digest)
        {
            read.Protocols[name] = known;
            context.Sources.Include(known.Sources);
            return known.Protocol;
        }
        var own = context.ForOneFile();
        var protocol = YamlReading.Read(name, text, own.Findings) is { } root ? ProtocolReading.Read(root, digest, own) : null;
        context.Include(own);
        if (protocol is not null && own.Findings.All.Count == 0) read.Protocols[name] = new(basis, protocol, own.Sources);
        return protocol;
    }
}
