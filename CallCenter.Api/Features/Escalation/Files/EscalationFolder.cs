using CallCenter.Protocols.Escalation.Loading;

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

    public string? TextOf(string practiceId) => PathOf(practiceId) is { } path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The folder's text of a practice when it says something else than the version in force; null when it says the same, or cannot be read.</summary>
    public string? OtherThan(PublishedFile inForce)
    {
        try
        {
            return TextOf(inForce.File.Practice) is { } text && EscalationFileLoader.Load(FileName, text).File?.Hash != inForce.File.Hash ? text : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? PathOf(string practiceId) =>
        Root is null || practiceId.AsSpan().IndexOfAny('/', '\\', '.') >= 0 ? null : Path.Combine(Root, practiceId, FileName);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, DefaultFolder))) return Path.Combine(folder.FullName, DefaultFolder);
        return null;
    }
}
