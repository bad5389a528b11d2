using CallCenter.Protocols.Triage.Loading;
using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Tests.Triage;

/// <summary>The content of protocols-config/, as shipped.</summary>
internal static class Shipped
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyDictionary<string, string> Files { get; } = ReadFiles();

    public static LoadResult Loaded { get; } = TriageLoader.Load(Files);

    public static TriagePackage Package =>
        Loaded.Package ?? throw new InvalidOperationException(string.Join('\n', Loaded.Findings));

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CallCenter.sln"))) root = root.Parent;
        return root?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    private static Dictionary<string, string> ReadFiles()
    {
        var config = Path.Combine(Root, "protocols-config");
        return Directory.EnumerateFiles(config, "*.yaml", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(config, f).Replace('\\', '/'), File.ReadAllText);
    }
}
