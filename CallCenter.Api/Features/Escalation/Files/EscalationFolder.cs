namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>Where the files lie: <c>{root}/escalation/{practice}/escalation.yaml</c>.</summary>
public sealed class EscalationFolder
{
    public const string FileName = "escalation.yaml";
    private const string DefaultFolder = "protocols-config";

    /// <param name="configured"><c>Protocols:Path</c>; empty: a folder <c>protocols-config</c> at the content root or above it.</param>
    public EscalationFolder(string? configured, string contentRoot)
    {
        var root = string.IsNullOrWhiteSpace(configured) ? Above(contentRoot) : Path.GetFullPath(configured, contentRoot);
        Root = root is not null && Directory.Exists(Path.Combine(root, "escalation")) ? Path.Combine(root, "escalation") : null;
    }

    public string? Root { get; }

    public IEnumerable<string> Practices() => Root is null ? [] :
        Directory.EnumerateDirectories(Root).Where(d => File.Exists(Path.Combine(d, FileName))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    /// <summary>Changes when the file does; null when there is none.</summary>
    public long? StampOf(string practiceId) =>
        PathOf(practiceId) is { } path && new FileInfo(path) is { Exists: true } file ? unchecked((file.LastWriteTimeUtc.Ticks * 31) + file.Length) : null;

    public string? TextOf(string practiceId) => PathOf(practiceId) is { } path && File.Exists(path) ? File.ReadAllText(path) : null;

    private string? PathOf(string practiceId) =>
        Root is null || practiceId.AsSpan().IndexOfAny('/', '\\', '.') >= 0 ? null : Path.Combine(Root, practiceId, FileName);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, DefaultFolder))) return Path.Combine(folder.FullName, DefaultFolder);
        return null;
    }
}
