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

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CallCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
