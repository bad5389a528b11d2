using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Features.Triage.Publishing;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage;

/// <summary>Opens sessions, takes the nurse's events, and has the last word on each.</summary>
public sealed class TriageSessions(ProtocolShelf shelf, ChartReading chart, ICalls calls, IPractices practices, IStaff staff, CoSignPush coSigns, IAudit audit)
{
    private const int MostEvents = 500;

    public async Task<Outcome<TriageSession>> OpenAsync(UnitOfWork work, Person person, Guid callId, CancellationToken cancel)
    {
        if (await calls.GetAsync(work.Db, callId, cancel) is not { } call) return SessionRefusals.CallUnknown;
        if (call.NurseId is null) return SessionRefusals.NoNurse;
        var session = await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.CallId == callId, cancel);
        if (session is null)
        {
            if (!shelf.MayBeUsed(shelf.InService, shelf.InService.Gate.Id, await TodayAsync(work, call.PracticeId, cancel))) return SessionRefusals.GateNotApproved;
            session = await CreateAsync(work, person, call, cancel);
        }
        else if (call.PatientId is not null && session.PatientId != call.PatientId && session.SignedNote is null)
        {
            await AddChartAsync(work, person, session, call, cancel);
        }

        if (session.Stage == "handed-over" && call.NurseId == person.StaffId) await ResumeAsync(work, person, session, cancel);
        return session;
    }

    public async Task<Outcome<TriageEventsResult>> TakeAsync(UnitOfWork work, Person person, Guid sessionId, string eventsJson, CancellationToken cancel)
    {
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == sessionId, cancel) is not { } session) return SessionRefusals.Unknown;
        IReadOnlyList<TriageEvent> proposed;
        try
        {
            proposed = TriageEventJson.ReadLog(eventsJson);
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or NotSupportedException or FormatException)
        {
            return SessionRefusals.Unreadable;
        }

        if (proposed.Count > MostEvents) return SessionRefusals.TooMany;
        var log = await LogAsync(work.Db, sessionId, cancel);
        var package = await PackageAsync(work.Db, session, cancel);
        var refused = new List<TriageRefusal>();
        var taken = 0;
        var notHers = await NotHersAsync(work, person, session, cancel);
        foreach (var e in proposed)
        {
            if (notHers is not null && log.All(known => known.Id != e.Id)) refused.Add(new TriageRefusal(e.Id, "NotYourCall", notHers));
            else if (await RefusalAsync(work, person, session, package, log, e, cancel) is { } refusal) refused.Add(refusal);
            else if (log.All(known => known.Id != e.Id))
            {
                await AppendAsync(work, session, package, log, e with { By = new Actor(person.StaffId.ToString("D"), person.Name) }, cancel);
                taken++;
            }
        }

        if (taken > 0) audit.Write(work, person.StaffId, session.PracticeId, "triage-events", "triage", session.Id, $"taken={taken} refused={refused.Count}");
        return new TriageEventsResult(taken, refused, View(session, log));
    }

    public async Task<IReadOnlyList<TriageEvent>> LogOfAsync(CallCenterDbContext db, Guid sessionId, CancellationToken cancel) => await LogAsync(db, sessionId, cancel);

    public async Task<TriagePackage> PackageAsync(CallCenterDbContext db, TriageSession session, CancellationToken cancel) =>
        await shelf.FindAsync(db, session.PackageDigest, cancel) ?? throw new InvalidOperationException($"Package {session.PackageDigest} of a session is gone.");

    /// <summary>Adds an accepted event; a confirmed disposition is told to whoever escalates, in this transaction.</summary>
    public async Task AppendAsync(UnitOfWork work, TriageSession session, TriagePackage package, List<TriageEvent> log, TriageEvent e, CancellationToken cancel)
    {
        log.Add(e);
        work.Set<TriageEntry>().Add(new TriageEntry { SessionId = session.Id, Number = log.Count, EventId = e.Id, PracticeId = session.PracticeId, Json = TriageEventJson.Write(e) });
        var view = TriageEngine.Evaluate(package, log);
        (session.Stage, session.DispositionCode, session.Events) = (StageName(view.Stage), view.FinalDisposition.Code, log.Count);
        session.Version++;
        await ExpireCoSignsAsync(work, session, view, e, cancel);
        await RaiseAsync(work, session, view, cancel);
        if (e is not Protocols.Triage.Engine.DispositionConfirmed confirmed) return;
        var urgency = Enum.Parse<UrgencyName>(view.Urgency.ToString());
        await calls.NoteAsync(work, session.CallId, "disposition", $"Disposition confirmed: {package.Disposition(confirmed.Code).Title.Text}.", confirmed.By.Id, cancel);
        await work.PublishAsync(new Contracts.DispositionConfirmed(
            session.Id, session.CallId, session.PracticeId, session.PatientId, Guid.Parse(confirmed.By.Id), confirmed.Code, urgency, work.Now), cancel);
    }

    /// <summary>The call becomes as urgent as what is found, while it is found: should a line drop a minute later, everybody knows already.</summary>
    private async Task RaiseAsync(UnitOfWork work, TriageSession session, TriageView view, CancellationToken cancel)
    {
        // What is only not answered yet is nothing found.
        var found = view.Reasons.Where(r => r.Kind is ReasonKind.Question or ReasonKind.Floor or ReasonKind.NeverBelow or ReasonKind.Override).MaxBy(r => r.Rank);
        if (found is not null && Enum.Parse<UrgencyName>(found.Disposition.Urgency.ToString()) is var urgency and (UrgencyName.Emergent or UrgencyName.Urgent))
            await calls.RaiseAsync(work, session.CallId, urgency, "found in triage", cancel);
    }

    public static TriageSessionView View(TriageSession session, IReadOnlyList<TriageEvent> log) => new(
        session.Id, session.CallId, session.PatientId, session.PackageDigest, log.Count, session.Stage, TriageEventJson.WriteLog(log), session.DraftNote, session.SignedNote);

    public static async Task<List<TriageEvent>> LogAsync(CallCenterDbContext db, Guid sessionId, CancellationToken cancel)
    {
        var rows = await db.Set<TriageEntry>().AsNoTracking().Where(e => e.SessionId == sessionId).OrderBy(e => e.Number).Select(e => e.Json).ToListAsync(cancel);
        return [.. rows.Select(TriageEventJson.Read)];
    }

    private async Task<TriageSession> CreateAsync(UnitOfWork work, Person person, CallSummary call, CancellationToken cancel)
    {
        var package = shelf.InService;
        var session = new TriageSession
        {
            Id = Guid.CreateVersion7(work.Now), CallId = call.CallId, PracticeId = call.PracticeId, PatientId = call.PatientId, PackageDigest = package.Digest,
            Stage = "gate", OpenedAt = work.Now,
        };
        work.Set<TriageSession>().Add(session);
        var opened = new Opened(Guid.CreateVersion7(work.Now), work.Now, new Actor(person.StaffId.ToString("D"), person.Name), package.Digest,
            await chart.FactsAsync(work.Db, package, call, cancel));
        List<TriageEvent> log = [];
        await AppendAsync(work, session, package, log, opened, cancel);
        // Nothing earlier could take its place: the call goes on under the banner.
        if (shelf.WhyRecalled(package.Digest) is { } why) await RecallDesk.TellAsync(this, work, session, package, log, RecallDesk.System, why, cancel);
        audit.Write(work, person.StaffId, call.PracticeId, "triage-opened", "triage", session.Id, $"package={package.Digest[..12]}");
        await calls.NoteAsync(work, call.CallId, "triage", "Triage opened.", person.StaffId.ToString("D"), cancel);
        return session;
    }

    /// <summary>
    /// The patient became known, or turned out to be another, after the session was opened: what the chart says joins the log, over nothing
    /// the nurse has said. What only the other patient's chart said is not known of this one, and so counts as a risk until it is asked.
    /// </summary>
    private async Task AddChartAsync(UnitOfWork work, Person person, TriageSession session, CallSummary call, CancellationToken cancel)
    {
        var another = session.PatientId is not null;
        session.PatientId = call.PatientId;
        var package = await PackageAsync(work.Db, session, cancel);
        var log = await LogAsync(work.Db, session.Id, cancel);
        var said = log.OfType<FactSet>().Where(f => f.Reading.Source is not (AnswerSource.Chart or AnswerSource.CallHistory)).Select(f => f.Reading.Fact).ToHashSet(StringComparer.Ordinal);
        var readings = await chart.FactsAsync(work.Db, package, call, cancel);
        var forgotten = another ? TriageEngine.Evaluate(package, log).Facts.Where(f => f.Reading.Source is AnswerSource.Chart && readings.All(r => r.Fact != f.Fact))
            .Select(f => new FactReading(f.Fact, null, AnswerSource.Chart, "not in this patient's chart")) : [];
        foreach (var reading in readings.Concat(forgotten))
        {
            if (said.Contains(reading.Fact)) continue;
            var e = new FactSet(Guid.CreateVersion7(work.Now), work.Now, new Actor(person.StaffId.ToString("D"), person.Name), reading, "from the chart");
            if (TriageEngine.Decide(package, log, e) is Accepted) await AppendAsync(work, session, package, log, e, cancel);
        }
    }

    /// <summary>The nurse it was handed to has opened it: she goes on where the first one stopped.</summary>
    private async Task ResumeAsync(UnitOfWork work, Person person, TriageSession session, CancellationToken cancel)
    {
        var (package, log) = (await PackageAsync(work.Db, session, cancel), await LogAsync(work.Db, session.Id, cancel));
        var resumed = new Resumed(Guid.CreateVersion7(work.Now), work.Now, new Actor(person.StaffId.ToString("D"), person.Name));
        if (TriageEngine.Decide(package, log, resumed) is Accepted) await AppendAsync(work, session, package, log, resumed, cancel);
    }

    /// <summary>Why this person may not work on the session; null when she may: the call's nurse, a supervisor, or anyone while nobody has it.</summary>
    public async Task<string?> NotHersAsync(UnitOfWork work, Person person, TriageSession session, CancellationToken cancel)
    {
        if (person.IsSupervisor || await calls.GetAsync(work.Db, session.CallId, cancel) is not { NurseId: { } nurse } || nurse == person.StaffId) return null;
        var name = (await staff.NamesAsync(work.Db, [nurse], cancel)).GetValueOrDefault(nurse, "another nurse");
        return $"The call is with {name} now; tell her.";
    }

    /// <summary>What a second clinician was asked is void as soon as it is no longer so.</summary>
    private async Task ExpireCoSignsAsync(UnitOfWork work, TriageSession session, TriageView view, TriageEvent e, CancellationToken cancel)
    {
        foreach (var open in await work.Set<CoSign>().Where(c => c.SessionId == session.Id && c.State == CoSignState.Open).ToListAsync(cancel))
        {
            var why = e is Overridden { CoSigner: not null } ? null
                : view.Stage is TriageStage.Signed or TriageStage.Recalled ? "The note was signed before anybody answered."
                : view.Stage is TriageStage.HandedOver ? "The call was handed over before anybody answered."
                : view.ProtocolDisposition.Code != open.From || view.FinalDisposition.Code != open.Final ? "The result has changed since it was asked."
                : null;
            if (why is null) continue;
            (open.State, open.Answer, open.AnsweredAt, open.Version) = (CoSignState.Expired, why, work.Now, open.Version + 1);
            coSigns.Changed(work, open);
        }
    }

    private async Task<TriageRefusal?> RefusalAsync(
        UnitOfWork work, Person person, TriageSession session, TriagePackage package, List<TriageEvent> log, TriageEvent e, CancellationToken cancel)
    {
        if (e is Opened or Signed or Recalled or Reviewed) return new TriageRefusal(e.Id, "NotYours", "This is written by the server, by its own command.");
        // Nobody can prove a second clinician's consent from one console: a locked level stays, the safe side.
        if (e is Overridden { CoSigner: not null }) return new TriageRefusal(e.Id, "CoSignNotHere", "A co-signature needs the second clinician's own sign-in. The disposition stays.");
        if (e is Overridden { To: var to } && package.FindDisposition(to) is { } level && IsLower(TriageEngine.Evaluate(package, log), level)
            && (await staff.GetAsync(work.Db, person.StaffId, cancel))?.MayLower != true)
            return new TriageRefusal(e.Id, "LoweringNotPermitted", "Only a registered nurse or a doctor decides below the protocol. The disposition stays.");
        if (e is ProtocolAdded added && !shelf.MayBeUsed(package, added.ProtocolId, await TodayAsync(work, session.PracticeId, cancel)))
            return new TriageRefusal(e.Id, "ProtocolNotApproved", "This protocol has no named approver and may not be used on a real call.");
        return TriageEngine.Decide(package, log, e) is Refused refused ? new TriageRefusal(e.Id, refused.Code.ToString(), refused.Message) : null;
    }

    private static bool IsLower(TriageView view, Disposition to) => to.Rank < view.ProtocolDisposition.Rank || to.Rank < view.FinalDisposition.Rank;

    private async Task<DateOnly> TodayAsync(UnitOfWork work, string practiceId, CancellationToken cancel) =>
        (await practices.GetAsync(work.Db, practiceId, cancel))?.DateAt(work.Now) ?? DateOnly.FromDateTime(work.Now.UtcDateTime);

    private static string StageName(TriageStage stage) => stage switch
    {
        TriageStage.DispositionReached => "disposition-reached",
        TriageStage.HandedOver => "handed-over",
        TriageStage.Gate or TriageStage.Assessing or TriageStage.Told or TriageStage.Paused or TriageStage.Signed or TriageStage.Recalled => stage.ToString().ToLowerInvariant(),
    };
}
