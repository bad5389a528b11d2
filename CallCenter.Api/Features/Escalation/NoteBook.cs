using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation;

/// <summary>Who did something, and the ids that show it.</summary>
public sealed record Deed(string Actor, string? Evidence = null)
{
    public static Deed Engine { get; } = new("engine");
    public static Deed Telephone(string evidence) => new("telephone", evidence);
}

/// <summary>Writes the escalation's record: the only place that adds a line to the chain.</summary>
internal sealed class NoteBook(ICalls calls, IStaff staff, EscalationNews news)
{
    public void Write(UnitOfWork work, EscalationCase escalation, string what, Deed deed)
    {
        var line = new EscalationLine
        {
            Id = Guid.CreateVersion7(work.Now), EscalationId = escalation.Id, PracticeId = escalation.PracticeId, Number = ++escalation.Lines,
            At = work.Now, LocalTime = PracticeClock.Local(work.Now, escalation.TimeZone), Actor = Clip(deed.Actor, 200)!, What = Clip(what, 600)!,
            Evidence = Clip(deed.Evidence, 300), PreviousHash = escalation.LastHash,
        };
        escalation.LastHash = line.Hash = NoteChain.Hash(line);
        escalation.Version++;
        work.Set<EscalationLine>().Add(line);
        news.Changed(work, escalation);
    }

    /// <summary>The same line in the call's own timeline, for the nurse who looks at the call.</summary>
    public async Task WriteOnCallAsync(UnitOfWork work, EscalationCase escalation, string kind, string what, Deed deed, CancellationToken cancel)
    {
        Write(work, escalation, what, deed);
        await calls.NoteAsync(work, escalation.CallId, kind, Clip(what, 400)!, Clip(deed.Actor, 40)!, cancel);
    }

    /// <summary>Contacts by the practice's file, staff by the directory.</summary>
    public async Task<string> NameAsync(CallCenterDbContext db, Files.PinnedPlan plan, string person, CancellationToken cancel)
    {
        if (!Guid.TryParse(person, out var staffId)) return plan.NameOf(person);
        var names = await staff.NamesAsync(db, [staffId], cancel);
        return names.GetValueOrDefault(staffId) ?? "the nurse line";
    }

    public static async Task<IReadOnlyList<EscalationLine>> LinesAsync(CallCenterDbContext db, Guid escalationId, CancellationToken cancel) =>
        await db.Set<EscalationLine>().Where(l => l.EscalationId == escalationId).OrderBy(l => l.Number).ToListAsync(cancel);

    private static string? Clip(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
