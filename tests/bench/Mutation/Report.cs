using System.Text.Json;

namespace CallCenter.Bench.Mutation;

/// <summary>A mutant as the report of dotnet-stryker tells it.</summary>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Was, string Is, bool Compiles)
{
    /// <summary>The folder, which is what the score is told by.</summary>
    public string Area => Path.GetDirectoryName(File)?.Replace('\\', '/') ?? "";

    /// <summary>A text a person reads, put in place of another.</summary>
    public bool IsText => Kind.StartsWith("String", StringComparison.Ordinal) || Kind.StartsWith("Interpolated", StringComparison.Ordinal);

    public override string ToString() => $"{File}:{Line} {Kind}: {Was} → {Is}";
}

internal static class Report
{
    public static IReadOnlyList<Mutant> Read(string path, IReadOnlyCollection<string> areas)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        return [.. report.RootElement.GetProperty("files").EnumerateObject().SelectMany(f => Mutants(f.Name, f.Value))
            .Where(m => areas.Any(a => m.File.StartsWith(a, StringComparison.Ordinal)))];
    }

    private static IEnumerable<Mutant> Mutants(string path, JsonElement file)
    {
        const string project = "CallCenter.Protocols/";
        var name = path.Replace('\\', '/');
        name = name[(name.LastIndexOf(project, StringComparison.Ordinal) is var at and >= 0 ? at + project.Length : 0)..];
        var lines = (file.GetProperty("source").GetString() ?? "").Split('\n');
        foreach (var m in file.GetProperty("mutants").EnumerateArray())
        {
            var (start, end) = (m.GetProperty("location").GetProperty("start"), m.GetProperty("location").GetProperty("end"));
            yield return new(
                int.Parse(m.GetProperty("id").GetString() ?? ""), name, start.GetProperty("line").GetInt32(), m.GetProperty("mutatorName").GetString() ?? "",
                Short(Text(lines, start, end)), Short(m.GetProperty("replacement").GetString() ?? ""), m.GetProperty("status").GetString() != "CompileError");
        }
    }

    private static string Text(string[] lines, JsonElement start, JsonElement end)
    {
        var (first, last) = (start.GetProperty("line").GetInt32() - 1, end.GetProperty("line").GetInt32() - 1);
        var (from, to) = (start.GetProperty("column").GetInt32() - 1, end.GetProperty("column").GetInt32() - 1);
        return first == last ? lines[first][from..to] : $"{lines[first][from..].Trim()} … {lines[last][..to].Trim()}";
    }

    private static string Short(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)) is var one && one.Length > 160 ? one[..160] + "…" : one;
}
