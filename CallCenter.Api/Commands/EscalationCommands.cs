using CallCenter.Api.Features.Escalation.Publishing;
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
        var loads = Loads(arguments);
        if (loads.Count == 0) throw new UsageException($"There is no practice in '{arguments.Folder()}': each has a folder with its escalation.yaml.");
        var results = loads.Select(load => (load.Name, load.Load, Checked: load.Load.File is { } file ? EscalationVerifier.Verify(file, RegistrySnapshot.Empty, start) : null)).ToList();
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
                output.WriteLine($"{id}: {Names(file, on.People)} until {(on.Until is { } end ? $"{Local(file, end)}, then {Names(file, on.Next)}" : "further notice")}");
        return now.Any(n => n.On.People.Count == 0) ? 1 : 0;
    }

    public static async Task<int> SimulateAsync(Arguments arguments, TimeProvider clock, TextWriter output)
    {
        var file = await PracticeAsync(arguments, clock);
        if (!Enum.TryParse<Urgency>(arguments.Required("urgency"), ignoreCase: true, out var urgency) || !Enum.IsDefined(urgency) || char.IsAsciiDigit(arguments.Required("urgency")[0]))
            throw new UsageException("--urgency is one of emergent, urgent, today, routine, planned.");
        var disposition = arguments.Required("disposition");
        if (!DispositionCodes.All.Contains(disposition)) throw new UsageException($"--disposition is one of {string.Join(", ", DispositionCodes.All)}.");
        var (at, answers) = (Instant.FromDateTimeOffset(arguments.At(clock)), Answers(arguments, file));
        var timeline = EscalationSimulator.Run(file, at, disposition, urgency, answers);
        var html = arguments.Options["html"].FirstOrDefault();
        if (html is not null)
            await RazorPage.WriteAsync(html, await SimulationPage.OfAsync($"{file.Practice}: {disposition}, {urgency.ToString().ToLowerInvariant()}, {Local(file, at)}", FileSimulation.Play(file, at, disposition, urgency, answers)));
        if (arguments.Json)
            CommandLine.WriteJson(output, new { timeline.Ended, Html = html, Entries = timeline.Entries.Select(e => new { At = e.At.ToDateTimeOffset(), e.What, Phase = e.Phase.ToString() }) });
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

    private static List<SimulatedAnswer> Answers(Arguments arguments, EscalationFile file)
    {
        var answers = arguments.Options["takes"].Select(p => (SimulatedAnswer)new SimulatedAnswer.Takes(p))
            .Concat(arguments.Options["declines"].Select(p => new SimulatedAnswer.Declines(p)))
            .Concat(arguments.Options["unreachable"].Select(p => new SimulatedAnswer.CannotBeReached(p))).ToList();
        if (answers.Find(a => file.Contact(a.Person) is null) is { } stranger)
            throw new UsageException($"There is no contact '{stranger.Person}'; there are: {string.Join(", ", file.Contacts.Select(c => c.Id))}.");
        return answers;
    }

    private static EscalationFile Practice(Arguments arguments)
    {
        var practice = arguments.Required("practice");
        var loads = Loads(arguments);
        var load = loads.Find(l => FolderOf(l.Name) == practice).Load
            ?? throw new UsageException($"There is no escalation file of '{practice}'; there are: {string.Join(", ", loads.Select(l => FolderOf(l.Name)))}.");
        return load.File ?? throw new UsageException($"The file of '{practice}' cannot be read: {string.Join(Environment.NewLine, load.Findings)}");
    }

    private static List<(string Name, EscalationLoad Load)> Loads(Arguments arguments)
    {
        var folder = arguments.Folder();
        var root = Directory.Exists(Path.Combine(folder.FullName, "escalation")) ? new DirectoryInfo(Path.Combine(folder.FullName, "escalation")) : folder;
        return [.. root.EnumerateFiles("escalation.yaml", SearchOption.AllDirectories).OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => (Name: Path.GetRelativePath(folder.FullName, f.FullName).Replace('\\', '/'), f))
            .Select(f => (f.Name, Named(f.f, EscalationFileLoader.Load(f.Name, File.ReadAllText(f.f.FullName)))))];
    }

    private static string FolderOf(string name) => Path.GetFileName(Path.GetDirectoryName(name)) is { Length: > 0 } folder ? folder : name;

    /// <summary>A file that stands in one practice's folder and names another is somebody's copy that was not finished.</summary>
    private static EscalationLoad Named(FileInfo at, EscalationLoad load) => load.File is { } file && file.Practice != at.Directory!.Name
        ? load with { Findings = [.. load.Findings, new("C15", Severity.Error, file.FileName, 1, 1, $"The folder is named '{at.Directory.Name}' and its practice '{file.Practice}'.", "Give both the practice's name in the system.")] }
        : load;

    private static string Names(EscalationFile file, IReadOnlyList<string> people) =>
        people.Count == 0 ? "nobody" : string.Join(", ", people.Select(p => file.Contact(p)?.Name ?? p));

    private static string Local(EscalationFile file, Instant at) =>
        at.InZone(file.Zone).ToString("ddd uuuu-MM-dd HH:mm x", System.Globalization.CultureInfo.InvariantCulture);
}
