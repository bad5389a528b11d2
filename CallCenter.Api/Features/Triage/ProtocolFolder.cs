namespace CallCenter.Api.Features.Triage;

/// <summary><c>Protocols:Path</c>: the folder clinicians and practices write in; by default <c>protocols-config</c> at the content root or above it.</summary>
public sealed class ProtocolFolder(string path)
{
    public string Path { get; } = path;

    public static ProtocolFolder Find(IConfiguration configuration, string contentRoot)
    {
        if (configuration["Protocols:Path"] is { Length: > 0 } given)
        {
            var full = System.IO.Path.GetFullPath(given, contentRoot);
            return Directory.Exists(full) ? new(full) : throw new InvalidOperationException($"'Protocols:Path' names '{full}', and there is no such folder.");
        }

        for (var at = new DirectoryInfo(contentRoot); at is not null; at = at.Parent)
            if (Directory.Exists(System.IO.Path.Combine(at.FullName, "protocols-config")))
                return new(System.IO.Path.Combine(at.FullName, "protocols-config"));
        throw new InvalidOperationException($"No 'protocols-config' folder at '{contentRoot}' or above it. Set 'Protocols:Path'.");
    }

    /// <summary>Changes whenever a file is added, removed, or written: cheap enough to look at every few seconds.</summary>
    public string Stamp()
    {
        var files = new DirectoryInfo(Path).EnumerateFiles("*.yaml", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal);
        return string.Join('\n', files.Select(f => $"{f.FullName} {f.LastWriteTimeUtc.Ticks} {f.Length}"));
    }

    /// <summary>Every YAML file by its path inside the folder, with forward slashes; what is named almost like one is there too, and the loader says so.</summary>
    public IReadOnlyDictionary<string, string> Read() =>
        Directory.EnumerateFileSystemEntries(Path, "*.y*ml", Everywhere).ToDictionary(
            f => System.IO.Path.GetRelativePath(Path, f).Replace('\\', '/') + (Directory.Exists(f) ? "/" : ""),
            f => Directory.Exists(f) ? "" : File.ReadAllText(f), StringComparer.Ordinal);

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false,
    };
}
