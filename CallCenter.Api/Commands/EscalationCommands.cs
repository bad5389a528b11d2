using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using CallCenter.Protocols.Escalation.Simulation;
using NodaTime;

namespace CallCenter.Api.Commands;

internal static class EscalationCommands
{
    public static int Verify(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var start = Instant.FromDateTimeOffset(arguments.At(clock));
        var results = Loads(arguments).Select(load => (load.Name, load.Load, Checked: load.Load.File is { } file ? EscalationVerifier.Verify(file, RegistrySnapshot.Empty, start) : null)).ToList();
        var findings = results.SelectMany(r => r.Load.Findings.Concat(r.Checked?.Findings ?? [])).ToList();
        var notRun = results.SelectMany(r => r.Checked?.NotRun ?? []).DistinctBy(n => n.Code).ToList();
        if (arguments.Json) CommandLine.WriteJson(output, new { Files = results.Select(r => r.Name), Findings = findings, NotRun = notRun });
        else
        {
            foreach (var finding in findings) output.WriteLine(finding);
            foreach (var check in notRun) output.WriteLine($"{check.Code} not run: it needs {check.Needs}");
            output.WriteLine($"{results.Count} files, {findings.Count(f => f.Severity is Severity.Error)} errors, {findings.Count(f => f.Severity is Severity.Warning)} warnings, {notRun.Count} checks not run");
        }

        return findings.Any(f => f.Severity is Severity.Error) ? 1 : 0;
    }

    public static async Task<int> WhoAsync(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var file = await PracticeAsync(arguments, clock);
        var at = Instant.FromDateTimeOffset(arguments.At(clock));
        var now = file.Schedules.Select(s => (s.Id, On: OnCall.At(file, s.Id, at))).ToList();
        if (arguments.Json)
            CommandLine.WriteJson(output, now.Select(n => new { Schedule = n.Id, n.On.People, Until = n.On.Until?.ToDateTimeOffset(), n.On.Next }));
        else
            foreach (var (id, on) in now)
                output.WriteLine($"{id}: {Names(file, on.People)} until {Local(file, on.Until)}, then {Names(file, on.Next)}");
        return now.Any(n => n.On.People.Count == 0) ? 1 : 0;
    }

    public static async Task<int> SimulateAsync(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var file = await PracticeAsync(arguments, clock);
        if (!Enum.TryParse<Urgency>(arguments.Required("urgency"), ignoreCase: true, out var urgency))
            throw new UsageException("--urgency is one of emergent, urgent, today, routine, planned.");
        var takes = arguments.Options["takes"].Select(person => (SimulatedAnswer)new SimulatedAnswer.Takes(person)).ToList();
        var timeline = EscalationSimulator.Run(file, Instant.FromDateTimeOffset(arguments.At(clock)), arguments.Required("disposition"), urgency, takes);
        if (arguments.Json)
            CommandLine.WriteJson(output, new { timeline.Ended, Entries = timeline.Entries.Select(e => new { At = e.At.ToDateTimeOffset(), e.What, Phase = e.Phase.ToString() }) });
        else
        {
            foreach (var entry in timeline.Entries) output.WriteLine(entry);
            output.WriteLine(timeline.Ended ? "It ended." : "It is still asking.");
        }

        return 0;
    }

    /// <summary>With <c>--database</c> as the console has it: turns taken and swapped, calendars imported, numbers proved.</summary>
    private static async Task<EscalationFile> PracticeAsync(Arguments arguments, TimeProvider clock)
    {
        var file = Practice(arguments);
        if (!arguments.Options["database"].Any()) return file;
        try
        {
            await using var db = ReplayCommand.Configured(arguments).Read(PracticeScope.Everything(ScopeBypass.Operator));
            return (await LiveRotas.ChangesAsync(db, file, arguments.At(clock), CancellationToken.None)).Over(file);
        }
        catch (System.Data.Common.DbException failure)
        {
            throw new UsageException($"The database cannot be read ({Codes.Of(failure)}): check --database and Database__Provider, and run 'migrate'.");
        }
    }

    private static EscalationFile Practice(Arguments arguments)
    {
        var practice = arguments.Required("practice");
        var load = Loads(arguments).Where(l => l.Name.Contains($"{practice}/", StringComparison.Ordinal)).Select(l => l.Load).FirstOrDefault()
            ?? throw new UsageException($"There is no escalation file of '{practice}'.");
        return load.File ?? throw new UsageException($"The file of '{practice}' cannot be read: {string.Join(Environment.NewLine, load.Findings)}");
    }

    private static List<(string Name, EscalationLoad Load)> Loads(Arguments arguments)
    {
        var folder = arguments.Folder();
        var root = Directory.Exists(Path.Combine(folder.FullName, "escalation")) ? new DirectoryInfo(Path.Combine(folder.FullName, "escalation")) : folder;
        return [.. root.EnumerateFiles("escalation.yaml", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => (Name: Path.GetRelativePath(folder.FullName, f.FullName).Replace('\\', '/'), f))
            .Select(f => (f.Name, EscalationFileLoader.Load(f.Name, File.ReadAllText(f.f.FullName))))];
    }

    private static string Names(EscalationFile file, IReadOnlyList<string> people) =>
        people.Count == 0 ? "nobody" : string.Join(", ", people.Select(p => file.Contact(p)?.Name ?? p));

    private static string Local(EscalationFile file, Instant? at) =>
        at is { } instant ? instant.InZone(file.Zone).ToString("ddd uuuu-MM-dd HH:mm x", System.Globalization.CultureInfo.InvariantCulture) : "further notice";
}
