using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Schedules;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>What every check looks at; schedules are laid out once and shared.</summary>
internal sealed class CheckContext(EscalationFile file, RegistrySnapshot registry, Instant start)
{
    private readonly Dictionary<string, IReadOnlyList<OnCallShift>> _timelines = [];

    public EscalationFile File => file;
    public RegistrySnapshot Registry => registry;
    public Instant Start => start;
    public LocalDate Today { get; } = start.InZone(file.Zone).Date;
    public Interval Horizon { get; } = VerificationHorizon.From(file.Zone, start);

    public IReadOnlyList<OnCallShift> Timeline(OnCallSchedule schedule)
    {
        if (!_timelines.TryGetValue(schedule.Id, out var shifts))
            _timelines[schedule.Id] = shifts = OnCallTimeline.Build(file, schedule, Horizon);
        return shifts;
    }

    /// <summary>Where this step pages somebody who must answer; the last resort included.</summary>
    public static IEnumerable<Notify> Targets(EscalationProtocol protocol) =>
        protocol.Steps.OfType<PageStep>().SelectMany(s => s.Notify).Concat(protocol.LastResort?.Notify ?? []);

    /// <summary>Everybody the target may ever mean.</summary>
    public IReadOnlyList<Contact> Possible(TargetKind kind, string target) => kind switch
    {
        TargetKind.Contact => file.Contact(target) is { } contact ? [contact] : [],
        TargetKind.Schedule => file.Schedule(target) is { } schedule
            ? [.. schedule.Layers.SelectMany(l => l.Members)
                .Concat(schedule.Temporary.SelectMany(t => t.People))
                .Concat(schedule.Overrides.Select(o => o.Add).OfType<string>())
                .Distinct().Select(file.Contact).OfType<Contact>()]
            : [],
    };

    /// <summary>Whom the target means at an instant of the horizon.</summary>
    public IReadOnlyList<Contact> At(Notify target, Instant at) => target.Kind switch
    {
        TargetKind.Contact => Possible(target.Kind, target.Target),
        TargetKind.Schedule => file.Schedule(target.Target) is { } schedule
            ? [.. OnCallTimeline.At(Timeline(schedule), at).People.Select(file.Contact).OfType<Contact>()]
            : [],
    };

    /// <summary>One instant in every stretch in which nobody changes on the schedules of these targets.</summary>
    public IEnumerable<Instant> Changes(IEnumerable<Notify> targets) =>
        targets.Where(t => t.Kind == TargetKind.Schedule).Select(t => file.Schedule(t.Target)).OfType<OnCallSchedule>().Distinct()
            .SelectMany(Timeline).Select(s => s.Start).Append(start).Distinct().Order();

    public EscalationPlan Plan(EscalationProtocol protocol) => EscalationPlan.ForProtocol(file, protocol.Id);

    public string Local(Instant at) => at.InZone(file.Zone).ToString("uuuu'-'MM'-'dd HH':'mm", System.Globalization.CultureInfo.InvariantCulture);

    public Finding Error(string code, SourceMark at, string what, string whatToDo) => new(code, Severity.Error, file.FileName, at.Line, at.Column, what, whatToDo);
    public Finding Warning(string code, SourceMark at, string what, string whatToDo) => new(code, Severity.Warning, file.FileName, at.Line, at.Column, what, whatToDo);
}
