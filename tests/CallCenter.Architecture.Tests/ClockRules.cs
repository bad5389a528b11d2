namespace CallCenter.Architecture.Tests;

/// <summary>Time is an argument. The analyzer breaks the build; these rules see that it is on everywhere and nobody went round it.</summary>
public class ClockRules
{
    private static readonly string[] Ambient =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "P:System.TimeProvider.System", "M:System.Threading.Tasks.Task.Delay(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)",
        "M:System.Threading.Tasks.Task.Delay(System.Int32,System.Threading.CancellationToken)",
        "M:System.Threading.Tasks.Task.Delay(System.TimeSpan,System.Threading.CancellationToken)",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
    ];

    private static readonly string[] Banned =
        [.. File.ReadLines(Path.Combine(House.Root, "BannedSymbols.txt")).Select(l => l.Split(';')[0].Trim()).Where(l => l.Length > 0)];

    // Seen red: a line of BannedSymbols.txt removed → "P:System.DateTime.Today is not in BannedSymbols.txt".
    [Fact]
    public void Every_ambient_clock_is_banned() => Rule.Holds(Ambient.Except(Banned).Select(a => $"{a} is not in BannedSymbols.txt"));

    // Seen red: the analyzer taken out of the emulator's lock file → "CallCenter.TwilioEmulator does not use BannedApiAnalyzers".
    [Fact]
    public void Every_program_is_watched_by_the_analyzer() => Rule.Holds(House.Programs
        .Where(p => !File.ReadAllText(Path.Combine(Path.GetDirectoryName(p.Path)!, "packages.lock.json")).Contains("\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", StringComparison.Ordinal))
        .Select(p => $"{p.Name} does not use BannedApiAnalyzers"));

    // Seen red: DateTimeOffset.UtcNow in Calls, the analyzer silenced → "…Calls.Mutant calls System.DateTimeOffset::get_UtcNow()".
    [Fact]
    public void Only_Program_chooses_the_clock() => Rule.Holds(
        from type in House.Api.Types.Concat(House.Agent.Types).Concat(House.Protocols.Types).Concat(House.Emulator.Types)
        where !IsProgram(type)
        from member in type.Members
        where Calls.Contains(member)
        select $"{type.Name} calls {member}");

    // Seen red: the same file → "CallCenter.Api/Features/Calls/Mutant.cs silences RS0030".
    [Fact]
    public void Nobody_but_Program_silences_the_ban() => Rule.Holds(House.Programs
        .SelectMany(p => House.Sources(Path.GetRelativePath(House.Root, Path.GetDirectoryName(p.Path)!)))
        .Where(f => Path.GetFileName(f) != "Program.cs" && File.ReadAllText(f).Contains("RS0030", StringComparison.Ordinal))
        .Select(f => $"{Path.GetRelativePath(House.Root, f)} silences RS0030"));

    private static bool IsProgram(CodeType type) => type.Name is "Program";

    // P:System.DateTime.UtcNow → System.DateTime::get_UtcNow()
    private static readonly HashSet<string> Calls = [.. Banned.Select(b =>
    {
        var name = b[2..];
        var arguments = name.IndexOf('(', StringComparison.Ordinal) is var at and >= 0 ? name[at..] : "()";
        var path = name.Split('(')[0];
        var dot = path.LastIndexOf('.');
        return $"{path[..dot]}::{(b[0] is 'P' ? "get_" : "")}{path[(dot + 1)..]}{arguments}";
    })];
}
