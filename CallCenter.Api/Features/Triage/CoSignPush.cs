using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>Shows a changed request to everyone who may answer it and to the nurse who asked.</summary>
public sealed class CoSignPush(
    Database database, ProtocolShelf shelf, IStaff staff, IPractices practices, ConsolePush push, ConsoleScopes scopes, ILogger<CoSignPush> log) : ChangePush(database, scopes, log)
{
    public void Changed(UnitOfWork work, CoSign coSign) => Changed(work, coSign.Id, coSign.PracticeId);

    public async Task<CoSignView?> ViewAsync(CallCenterDbContext db, CoSign c, CancellationToken cancel)
    {
        if (await db.Set<TriageSession>().Where(s => s.Id == c.SessionId).Select(s => s.PackageDigest).FirstOrDefaultAsync(cancel) is not { } digest) return null;
        var package = await shelf.FindAsync(db, digest, cancel);
        var practice = await practices.GetAsync(db, c.PracticeId, cancel);
        var names = await staff.NamesAsync(db, [c.AskedBy, .. c.AnsweredBy is { } by ? [by] : Array.Empty<Guid>()], cancel);
        return new CoSignView(c.Id, c.SessionId, c.CallId, c.PracticeId, practice?.Name ?? c.PracticeId, practice?.TimeZone ?? "Etc/UTC", c.AskedBy, names.GetValueOrDefault(c.AskedBy, ""), c.AskedAt,
            c.From, Title(c.From), c.To, Title(c.To), c.ReasonCode, c.Text, c.State.ToString().ToLowerInvariant(),
            c.AnsweredBy is { } who ? names.GetValueOrDefault(who) : null, c.AnsweredAt, c.Answer);

        string Title(string code) => package?.FindDisposition(code)?.Title.Text ?? code;
    }

    protected override async Task ShowAsync(CallCenterDbContext db, Guid id, string practiceId, CancellationToken cancel)
    {
        if (await db.Set<CoSign>().FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } row || await ViewAsync(db, row, cancel) is not { } view) return;
        foreach (var person in await staff.OfPracticeAsync(db, practiceId, cancel))
            if (person.MayLower || person.StaffId == row.AskedBy) push.ToPerson(person.StaffId, HubMethods.CoSignChanged, view);
    }
}
