namespace CallCenter.Api.Tests.Escalation;

/// <summary>The repository's files, to be spoiled.</summary>
internal sealed class FileCopy : IDisposable
{
    public FileCopy()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(EscalationHost.RepositoryFiles, "escalation"), "*.yaml", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, "escalation", System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)!), "escalation.yaml");
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("callcenter-protocols-").FullName;

    public void Edit(string practice, Func<string, string> change)
    {
        var (file, before) = (FileOf(practice), File.ReadAllText(FileOf(practice)));
        Assert.NotEqual(before, change(before));
        File.WriteAllText(file, change(before));
    }

    /// <summary>At every hour Dr. Okafor is asked first and Dr. Marsh next: for tests on the real clock.</summary>
    public static FileCopy WithFixedTurns()
    {
        var files = new FileCopy();
        files.Edit("lakeside", text =>
        {
            var (backup, protocols) = (text.IndexOf("  - id: backup-call", StringComparison.Ordinal), text.IndexOf("\nprotocols:", StringComparison.Ordinal));
            return Fixed(text[..backup], "dr-okafor") + Fixed(text[backup..protocols], "dr-marsh") + text[protocols..];
        });
        return files;
    }

    private static string Fixed(string text, string person) => System.Text.RegularExpressions.Regex.Replace(text, @"members: \[[^\]]*\]", $"members: [{person}]");

    public void Delete(string practice) => File.Delete(FileOf(practice));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string FileOf(string practice) => System.IO.Path.Combine(Path, "escalation", practice, "escalation.yaml");
}
