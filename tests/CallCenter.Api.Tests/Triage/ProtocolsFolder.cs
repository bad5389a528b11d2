namespace CallCenter.Api.Tests.Triage;

/// <summary>A copy of the protocols for a test to write in.</summary>
public sealed class ProtocolsFolder : IDisposable
{
    private ProtocolsFolder(string path) => Path = path;

    public string Path { get; }

    public static string Shipped { get; } = Find();

    /// <summary>How many protocols are shipped.</summary>
    public static int Count { get; } = Directory.GetFiles(System.IO.Path.Combine(Shipped, "triage"), "*.yaml").Length;

    public static ProtocolsFolder Copied()
    {
        var copy = Directory.CreateTempSubdirectory("callcenter-protocols-").FullName;
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new(copy);
    }

    /// <summary>Edits a file as a person with an editor does; a text that is not there fails the test.</summary>
    public void Edit(string file, string was, string now)
    {
        var text = Read(file);
        Assert.Contains(was, text, StringComparison.Ordinal);
        Write(file, text.Replace(was, now, StringComparison.Ordinal));
    }

    /// <summary>The slip no other check can fault: a question of the 911 tier now stands in the next one.</summary>
    public void MoveBloodCoughDown()
    {
        const string Question = """
                  - id: blood_cough
                    q: "Are they coughing up blood?"
                    q.es: "¿Está tosiendo sangre?"
                    unknown: ed_now

            """;
        Edit("triage/chest-pain.yaml", Question, "");
        Edit("triage/chest-pain.yaml", "  - go: ed_now\n    ask:\n", "  - go: ed_now\n    ask:\n" + Question);
    }

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "CallCenter.sln"))) return System.IO.Path.Combine(at.FullName, "protocols-config");
        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
