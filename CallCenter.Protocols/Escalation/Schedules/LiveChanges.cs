using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Escalation.Schedules;

/// <summary>
/// What was changed beside the published file: turns taken, swapped and overridden at the console, calendars imported, destinations
/// proved by an answer. Laid over the file, everything that reads the file (who is paged, the verifier, the simulator) reads it too.
/// </summary>
public sealed record LiveChanges(
    IReadOnlyList<ScheduleChange> Changes, IReadOnlyList<ImportedTurns> Imports, IReadOnlyList<ProvedDestination> Proofs)
{
    /// <summary>Nothing was changed.</summary>
    public static LiveChanges None { get; } = new([], [], []);

    /// <summary>
    /// The file as it stands now. A change that names somebody the file no longer has is left out: whom the layers name is then
    /// asked, which is better than nobody.
    /// </summary>
    public EscalationFile Over(EscalationFile file) => this == None ? file : file with
    {
        Contacts = Proofs.Count == 0 ? file.Contacts : [.. file.Contacts.Select(Proved)],
        Schedules = [.. file.Schedules.Select(s => Changed(file, s))],
    };

    private OnCallSchedule Changed(EscalationFile file, OnCallSchedule schedule) => schedule with
    {
        Layers = [.. schedule.Layers.Select(l => Filled(file, schedule, l))],
        Overrides = [.. schedule.Overrides, .. Changes.Where(c => c.Schedule == schedule.Id && Known(file, c.Change)).Select(c => c.Change)],
    };

    private Layer Filled(EscalationFile file, OnCallSchedule schedule, Layer layer) =>
        layer.Import is not null && Imports.FirstOrDefault(i => i.Schedule == schedule.Id && i.Layer == layer.Id) is { } turns
            ? layer with { Shifts = [.. turns.Shifts.Where(s => file.Contact(s.Person) is not null)] }
            : layer;

    private static bool Known(EscalationFile file, ScheduleOverride change) => change.Add is null || file.Contact(change.Add) is not null;

    private Contact Proved(Contact contact) => contact with
    {
        Destinations = [.. contact.Destinations.Select(d => Proofs.FirstOrDefault(p => p.Contact == contact.Id && p.Destination == d.Id) is { } proof && !(d.VerifiedOn >= proof.On)
            ? d with { VerifiedOn = proof.On } : d)],
    };
}

/// <summary>An override that stands beside the file.</summary>
public sealed record ScheduleChange(string Schedule, ScheduleOverride Change);

/// <summary>The turns of one imported layer.</summary>
public sealed record ImportedTurns(string Schedule, string Layer, IReadOnlyList<ImportedShift> Shifts);

/// <summary>Somebody answered there on that day, so it reaches her.</summary>
public sealed record ProvedDestination(string Contact, string Destination, LocalDate On);
