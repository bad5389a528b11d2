namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Where the run keeps its databases; gone with it, whatever was still being started in there.</summary>
internal static class RunFolder
{
    private static readonly Lazy<string> Place = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("callcenter-stories-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            ChildProcess.KillAll();
            Directory.Delete(folder, recursive: true);
        };
        return folder;
    });

    public static string New(string name) => Directory.CreateDirectory(Path.Combine(Place.Value, $"{name}-{Guid.NewGuid():N}")).FullName;
}
