using System.Xml.Linq;

namespace CallCenter.Architecture.Tests;

/// <summary>The house as it stands on disk and as it was compiled. Subjects are found here, never listed by hand.</summary>
internal static class House
{
    public const string Slices = "CallCenter.Api.Features.";

    public static string Root { get; } = FindRoot();

    /// <summary>The product's own programs and libraries, and the emulator: every project that is no test and no bench.</summary>
    public static IReadOnlyList<ProjectFile> Programs { get; } =
        [.. Projects().Where(p => !p.Name.EndsWith(".Tests", StringComparison.Ordinal) && !p.Path.Contains("/tests/bench/", StringComparison.Ordinal))];

    public static Code Api { get; } = Code.Of("CallCenter.Api");
    public static Code Agent { get; } = Code.Of("CallCenter.Agent");
    public static Code Protocols { get; } = Code.Of("CallCenter.Protocols");
    public static Code Emulator { get; } = Code.Of("CallCenter.TwilioEmulator");

    /// <summary>Every slice: the folders below Features, and the namespaces the compiler saw.</summary>
    public static IReadOnlySet<string> SliceNames { get; } =
        Directory.GetDirectories(Path.Combine(Root, "CallCenter.Api", "Features")).Where(HasSources).Select(d => Path.GetFileName(d)!)
            .Concat(Api.Types.Select(t => t.Slice).OfType<string>()).ToHashSet(StringComparer.Ordinal);

    public static IEnumerable<ProjectFile> Projects() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal).Select(ProjectFile.Read);

    /// <summary>Source files below a folder of the tree, without what builds leave behind.</summary>
    public static IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Where(IsSource);

    private static bool HasSources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any(IsSource);

    private static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj" or "node_modules");

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "CallCenter.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("CallCenter.sln is not above the test's output.");
    }
}

/// <param name="References">Projects it links; what is only built beside it (ReferenceOutputAssembly=false) is not linked.</param>
internal sealed record ProjectFile(string Path, string Name, IReadOnlyList<string> References)
{
    public static ProjectFile Read(string path)
    {
        var references = XDocument.Load(path).Descendants("ProjectReference")
            .Where(r => !string.Equals((string?)r.Attribute("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase))
            .Select(r => System.IO.Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));
        return new ProjectFile(path, System.IO.Path.GetFileNameWithoutExtension(path), [.. references]);
    }
}
