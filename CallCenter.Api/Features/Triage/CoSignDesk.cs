using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>
/// Leaving a locked level takes two clinicians, each under her own sign-in: one asks with a reason, another reads the session and answers.
/// Only then does the server itself write the override, and the engine judges it once more.
/// </summary>
public sealed class CoSignDesk(TriageSessions sessions, ICalls calls, IPatients patients, IStaff staff, CoSignPush push, IAudit audit)
{
    private const int LongestReason = 500;

    public async Task<Outcome<CoSignView>> AskAsync(UnitOfWork work, Person person, Guid sessionId, AskCoSignRequest ask, CancellationToken cancel)
    {
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == sessionId, cancel) is not { } session) return SessionRefusals.Unknown;
        if (await sessions.NotHersAsync(work, person, session, cancel) is not null) return SessionRefusals.NotYourCall;
        if (await staff.GetAsync(work.Db, person.StaffId, cancel) is not { MayLower: true } nurse) return SessionRefusals.MayNotLower;
        if (Reason(ask.Text) is not { } text) return SessionRefusals.CoSignNeedsReason;
        if (await work.Set<CoSign>().AnyAsync(c => c.SessionId == sessionId && c.State == CoSignState.Open, cancel)) return SessionRefusals.CoSignOpen;
        if (!(await OthersAsync(work.Db, session.PracticeId, person.StaffId, cancel)).Any()) return SessionRefusals.CoSignNobody;
        var (package, log) = (await sessions.PackageAsync(work.Db, session, cancel), await TriageSessions.LogAsync(work.Db, sessionId, cancel));
        var view = TriageEngine.Evaluate(package, log);
        var asked = new CoSign
        {
            Id = Guid.CreateVersion7(work.Now), SessionId = sessionId, CallId = session.CallId, PracticeId = session.PracticeId, AskedBy = person.StaffId, AskedAt = work.Now,
            From = view.ProtocolDisposition.Code, Final = view.FinalDisposition.Code, To = ask.To ?? "", ReasonCode = ask.Reason ?? "", Text = text,
        };
        // As if somebody had agreed: floors, reasons and stages are judged before anybody is troubled.
        if (TriageEngine.Decide(package, log, Override(asked, Actor(nurse), new Actor("another", ""), work)) is Refused refused) return Refused(refused);
        if (view.Overrides.FirstOrDefault(o => o.To.Code == asked.To) is not { NeedsCoSigner: true }) return SessionRefusals.CoSignNotNeeded;
        work.Set<CoSign>().Add(asked);
        audit.Write(work, person.StaffId, session.PracticeId, "co-sign-asked", "triage", session.Id, $"from={asked.From} to={asked.To}");
        await calls.NoteAsync(work, session.CallId, "co-sign-asked", $"A second clinician is asked: {Title(package, asked.From)} to {Title(package, asked.To)}.", person.StaffId.ToString("D"), cancel);
        push.Changed(work, asked);
        return await ViewAsync(work, asked, cancel);
    }

    /// <summary>She takes her own request back.</summary>
    public async Task<Outcome<CoSignView>> WithdrawAsync(UnitOfWork work, Person person, Guid id, CancellationToken cancel)
    {
        if (await work.Set<CoSign>().FirstOrDefaultAsync(c => c.Id == id && c.AskedBy == person.StaffId, cancel) is not { } asked) return SessionRefusals.CoSignUnknown;
        if (asked.State is CoSignState.Open)
        {
            End(work, asked, CoSignState.Expired, null, "She took the request back.");
            audit.Write(work, person.StaffId, asked.PracticeId, "co-sign-withdrawn", "triage", asked.SessionId);
        }

        return await ViewAsync(work, asked, cancel);
    }

    /// <summary>The second clinician reads: audited, like every reading of a patient.</summary>
    public async Task<Outcome<CoSignSession>> OpenAsync(UnitOfWork work, Person person, Guid id, CancellationToken cancel)
    {
        if (await ForHerAsync(work, person, id, cancel) is not { } asked) return SessionRefusals.CoSignUnknown;
        var session = await work.Set<TriageSession>().FirstAsync(s => s.Id == asked.SessionId, cancel);
        audit.Write(work, person.StaffId, asked.PracticeId, "co-sign-read", "triage", asked.SessionId);
        var patientId = session.PatientId ?? (await calls.GetAsync(work.Db, session.CallId, cancel))?.PatientId;
        var patient = patientId is { } known ? await patients.GetAsync(work.Db, known, cancel) : null;
        if (patient is not null) audit.Write(work, person.StaffId, asked.PracticeId, "patient-opened", "patient", patient.PatientId);
        var log = await TriageSessions.LogAsync(work.Db, session.Id, cancel);
        return new CoSignSession(await ViewAsync(work, asked, cancel), TriageSessions.View(session, log),
            patient is null ? null : new PatientName(patient.PatientId, patient.Name, patient.BirthDate, patient.Mrn));
    }

    public async Task<Outcome<CoSignView>> AnswerAsync(UnitOfWork work, Person person, Guid id, AnswerCoSignRequest answer, CancellationToken cancel)
    {
        if (await ForHerAsync(work, person, id, cancel) is not { } asked) return SessionRefusals.CoSignUnknown;
        if (asked.State is not CoSignState.Open) return SessionRefusals.CoSignOver;
        if (Reason(answer.Reason) is not { } reason) return SessionRefusals.CoSignNeedsReason;
        var session = await work.Set<TriageSession>().FirstAsync(s => s.Id == asked.SessionId, cancel);
        var log = await TriageSessions.LogAsync(work.Db, session.Id, cancel);
        if (answer.Agree && log.Count != answer.Version) return SessionRefusals.CoSignChanged;
        var second = (await staff.GetAsync(work.Db, person.StaffId, cancel))!;
        if (answer.Agree && await AgreeAsync(work, session, asked, log, second, cancel) is { } refusal) return refusal;
        End(work, asked, answer.Agree ? CoSignState.Agreed : CoSignState.Refused, person.StaffId, reason);
        audit.Write(work, person.StaffId, asked.PracticeId, answer.Agree ? "co-sign-agreed" : "co-sign-refused", "triage", session.Id, $"from={asked.From} to={asked.To}");
        await calls.NoteAsync(work, session.CallId, "co-sign-answered", $"The second clinician {(answer.Agree ? "agrees" : "does not agree; the result stays")}.", person.StaffId.ToString("D"), cancel);
        return await ViewAsync(work, asked, cancel);
    }

    /// <summary>What waits for this person's answer, and what became of her own requests lately.</summary>
    public async Task<IReadOnlyList<CoSignView>> ForAsync(CallCenterDbContext db, Person person, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now.AddHours(-1);
        var mayAnswer = await staff.GetAsync(db, person.StaffId, cancel) is { MayLower: true };
        var rows = await db.Set<CoSign>().Where(c => (c.State == CoSignState.Open && mayAnswer) || (c.AskedBy == person.StaffId && c.AskedAt >= since))
            .OrderBy(c => c.AskedAt).ToListAsync(cancel);
        var views = new List<CoSignView>();
        foreach (var row in rows)
            if (await push.ViewAsync(db, row, cancel) is { } view) views.Add(view);
        return views;
    }

    private async Task<Refusal?> AgreeAsync(UnitOfWork work, TriageSession session, CoSign asked, List<TriageEvent> log, StaffProfile second, CancellationToken cancel)
    {
        var package = await sessions.PackageAsync(work.Db, session, cancel);
        var first = await staff.GetAsync(work.Db, asked.AskedBy, cancel) ?? throw new InvalidOperationException("Whoever asked is not in scope.");
        var decided = Override(asked, Actor(first), Actor(second), work);
        if (TriageEngine.Decide(package, log, decided) is Refused refused) return Refused(refused);
        await sessions.AppendAsync(work, session, package, log, decided, cancel);
        return null;
    }

    /// <summary>Not hers to answer: her own request, another practice's, or without the licence to judge.</summary>
    private async Task<CoSign?> ForHerAsync(UnitOfWork work, Person person, Guid id, CancellationToken cancel) =>
        await work.Set<CoSign>().FirstOrDefaultAsync(c => c.Id == id, cancel) is { } asked && asked.AskedBy != person.StaffId
            && await staff.GetAsync(work.Db, person.StaffId, cancel) is { MayLower: true }
            ? asked : null;

    private async Task<IEnumerable<StaffProfile>> OthersAsync(CallCenterDbContext db, string practiceId, Guid self, CancellationToken cancel) =>
        (await staff.OfPracticeAsync(db, practiceId, cancel)).Where(s => s.MayLower && s.StaffId != self);

    private void End(UnitOfWork work, CoSign asked, CoSignState state, Guid? by, string why)
    {
        (asked.State, asked.AnsweredBy, asked.AnsweredAt, asked.Answer, asked.Version) = (state, by, work.Now, why, asked.Version + 1);
        push.Changed(work, asked);
    }

    private async Task<CoSignView> ViewAsync(UnitOfWork work, CoSign asked, CancellationToken cancel)
    {
        await work.Db.SaveChangesAsync(cancel);
        return await push.ViewAsync(work.Db, asked, cancel) ?? throw new InvalidOperationException($"The session of co-sign {asked.Id} is gone.");
    }

    private static Overridden Override(CoSign asked, Actor by, Actor second, UnitOfWork work) =>
        new(Guid.CreateVersion7(work.Now), work.Now, by, asked.From, asked.To, asked.ReasonCode, asked.Text, second);

    private static Actor Actor(StaffProfile person) => new(person.StaffId.ToString("D"), person.SignedName);

    private static Refusal Refused(Refused refused) => Refusal.Conflict("override-refused", refused.Message + ".");

    private static string Title(TriagePackage package, string code) => package.FindDisposition(code)?.Title.Text ?? code;

    private static string? Reason(string? text) => text?.Trim() is { Length: > 0 and <= LongestReason } said ? said : null;
}
