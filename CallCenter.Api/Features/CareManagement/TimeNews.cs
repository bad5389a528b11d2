using CallCenter.Agent.Wire;
using CallCenter.Api.Features.CareManagement.Domain;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.CareManagement;

/// <summary>A call's time as the console sees it, and the push when it changed.</summary>
internal sealed class TimeNews(ConsolePush push)
{
    public async Task TellAsync(UnitOfWork work, string practiceId, Guid callId, CancellationToken cancel)
    {
        await work.Set<TimeEntry>().Where(e => e.CallId == callId).LoadAsync(cancel);
        var entries = work.Set<TimeEntry>().Local.Where(e => e.CallId == callId).ToList();
        work.AfterCommit(() => push.ToPractice(practiceId, HubMethods.TimeChanged, View(callId, entries)));
    }

    public static CallTimeView View(Guid callId, IEnumerable<TimeEntry> entries)
    {
        var ordered = entries.OrderBy(e => e.Start).ThenBy(e => e.Id).ToList();
        return new CallTimeView(callId, [.. ordered.Select(View)], ordered.Any(e => e.IsLinked));
    }

    public static TimeEntryView View(TimeEntry entry) => new(
        entry.Id, entry.CallId, Activities.Name(entry.Activity), entry.Staff, entry.Start, entry.End, new[] { entry.Stretch }.Seconds(),
        Words.Kebab(entry.State.ToString()), entry.Why, Evidence(entry));

    private static string Evidence(TimeEntry entry) => string.Join("; ", new[]
    {
        entry.Legs.Length > 0 ? $"telephony {entry.Legs}" : null,
        entry.NoteId is { } note ? $"note {note:D}" : null,
    }.OfType<string>());
}
