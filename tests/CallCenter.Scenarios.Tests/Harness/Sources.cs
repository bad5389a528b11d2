namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Where the sources are, and the programs that were built beside them.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    public static string Folder(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The built program of a project, in the configuration of this test run.</summary>
    public static string Program(params string[] project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Folder([.. project, "bin", output.Parent!.Name, output.Name, project[^1] + ".dll"]);
        Assert.True(File.Exists(path), $"{path} is not there: build the solution first.");
        return path;
    }

    /// <summary>A folder's YAML files, copied to where a story may write.</summary>
    public static string CopyOf(string folder, string to)
    {
        foreach (var file in Directory.EnumerateFiles(Folder(folder), "*.yaml", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(Folder(folder), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CallCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
