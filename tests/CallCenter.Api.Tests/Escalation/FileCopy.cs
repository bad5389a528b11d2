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

    public void Delete(string practice) => File.Delete(FileOf(practice));

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string FileOf(string practice) => System.IO.Path.Combine(Path, "escalation", practice, "escalation.yaml");
}
