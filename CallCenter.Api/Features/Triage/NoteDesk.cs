using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace CallCenter.Api.Features.Triage;

/// <summary>The note: composed from the log, shown before it is signed, sealed when it is.</summary>
public sealed class NoteDesk(TriageSessions sessions, ICalls calls, IPatients patients, IPractices practices, IStaff staff, IAudit audit, TimeProvider clock)
{
    private const int LongestFreeText = 20_000;

    public async Task<NotePreview> PreviewAsync(CallCenterDbContext db, TriageSession session, CancellationToken cancel)
    {
        var package = await sessions.PackageAsync(db, session, cancel);
        var log = await sessions.LogOfAsync(db, session.Id, cancel);
        if (session.SignedNote is { } signed) return new NotePreview(signed, []);
        var view = TriageEngine.Evaluate(package, log);
        var events = WithWords(log, session.DraftNote, clock.GetUtcNow(), log is [.., var last] ? last.By : null);
        return new NotePreview(await ComposeAsync(db, session, package, events, null, cancel), [.. view.MissingForSigning.Select(m => m.Text)]);
    }

    public async Task<Outcome<TriageSessionView>> SignAsync(UnitOfWork work, Person person, Guid sessionId, string freeText, CancellationToken cancel)
    {
        if (await work.Set<TriageSession>().FirstOrDefaultAsync(s => s.Id == sessionId, cancel) is not { } session) return SessionRefusals.Unknown;
        var log = await TriageSessions.LogAsync(work.Db, sessionId, cancel);
        // Signing twice is signing once.
        if (session.SignedNote is not null) return TriageSessions.View(session, log);
        if (await sessions.NotHersAsync(work, person, session, cancel) is not null) return SessionRefusals.NotYourCall;
        if (freeText.Length > LongestFreeText) return Refusal.Invalid("note-too-long", $"Keep the free text under {LongestFreeText} characters.");
        var package = await sessions.PackageAsync(work.Db, session, cancel);
        var actor = new Actor(person.StaffId.ToString("D"), (await staff.GetAsync(work.Db, person.StaffId, cancel))?.SignedName ?? person.Name);
        if (freeText.Trim().Length > 0)
        {
            var noted = new Noted(Guid.CreateVersion7(work.Now), work.Now, actor, freeText.Trim());
            if (TriageEngine.Decide(package, log, noted) is Refused refusedWords) return Refusal.Conflict("note-refused", refusedWords.Message);
            await sessions.AppendAsync(work, session, package, log, noted, cancel);
        }

        var sign = new Signed(Guid.CreateVersion7(work.Now), work.Now, actor);
        if (TriageEngine.Decide(package, log, sign) is Refused)
            return SessionRefusals.NotReady(TriageEngine.Evaluate(package, log).MissingForSigning.Select(m => m.Text));
        await sessions.AppendAsync(work, session, package, log, sign, cancel);
        await SealAsync(work, person, session, package, log, cancel);
        return TriageSessions.View(session, log);
    }

    private async Task SealAsync(UnitOfWork work, Person person, TriageSession session, TriagePackage package, List<TriageEvent> log, CancellationToken cancel)
    {
        session.SignedNote = await ComposeAsync(work.Db, session, package, log, person.StaffId, cancel);
        (session.SignedAt, session.DraftNote) = (work.Now, "");
        session.Version++;
        audit.Write(work, person.StaffId, session.PracticeId, "note-signed", "triage", session.Id);
        await calls.NoteAsync(work, session.CallId, "note-signed", "The note is signed and on its way to the practice's record.", person.StaffId.ToString("D"), cancel);
        var call = (await calls.GetAsync(work.Db, session.CallId, cancel))!;
        await work.PublishAsync(new NoteSigned(session.Id, session.CallId, session.PracticeId, session.PatientId ?? call.PatientId, person.StaffId, work.Now, session.SignedNote,
            session.DispositionCode ?? package.Cautious.Code, call.StartedAt, call.EndedAt), cancel);
    }

    private async Task<string> ComposeAsync(
        CallCenterDbContext db, TriageSession session, TriagePackage package, IReadOnlyList<TriageEvent> log, Guid? signer, CancellationToken cancel)
    {
        var call = (await calls.GetAsync(db, session.CallId, cancel))!;
        var practice = await practices.GetAsync(db, session.PracticeId, cancel);
        var patient = (session.PatientId ?? call.PatientId) is { } id ? await patients.GetAsync(db, id, cancel) : null;
        var nurse = (signer ?? call.NurseId) is { } nurseId ? await staff.GetAsync(db, nurseId, cancel) : null;
        var guests = await calls.GuestsAsync(db, session.CallId, cancel);
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(practice?.TimeZone ?? "") ?? DateTimeZone.Utc;
        var interpreters = string.Join("; ", guests.Where(g => g.Role == "interpreter").Select(g => $"{g.Name}, from {Clock(g.From, zone)}{(g.To is { } to ? $" to {Clock(to, zone)}" : "")}"));
        var chart = patient is null ? null : await patients.BackgroundAsync(db, patient.PatientId, cancel);
        return TriageNote.Compose(package, log, new NoteContext(
            patient is not null ? $"{patient.Name}, MRN {patient.Mrn}" : call.PatientSaid is { } said ? $"{said} (as said; not in the practice's charts)" : "not identified",
            patient?.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            practice?.Name ?? session.PracticeId, practice?.TimeZone ?? "Etc/UTC", call.CallerName ?? "not known", WhoSpoke(call),
            call.CallerNumber, call.PatientLocation, call.VerifiedBy, WhoSpoke(call), interpreters.Length > 0 ? interpreters : null,
            call.StartedAt, call.ConnectedAt, call.EndedAt, null, Licence(nurse, call.PatientState ?? patient?.State), await calls.RecordingsAsync(db, session.CallId, zone, cancel),
            [.. guests.Where(g => g.Role != "interpreter").Select(g => $"{g.Name} ({g.Role}) {(g.Alone ? "took the caller over" : "was in the call")}, from {Clock(g.From, zone)}")], null)
        {
            Language = CallCenter.Agent.Shell.Languages.Spoken(call.Language), EndReason = call.EndReason, Help911At = call.Help911At, Rung = await calls.RungAsync(db, session.CallId, cancel),
            Background = chart is null ? [] : [("Conditions", List(chart.Conditions)), ("Medicines", List(chart.Medicines)), ("Allergies", List(chart.Allergies))],
        });
    }

    /// <summary>A number, or a birth date keyed in, does not say who speaks: only the nurse who asked does.</summary>
    private static string WhoSpoke(CallSummary call) => call.Relation switch
    {
        "self" => "the patient",
        { } relation => relation,
        null => call.CallerKind == "patient" ? "the patient by the number or keyed birth date; who speaks was not asked" : "who speaks was not asked",
    };

    private static string List(IReadOnlyList<string> entries) => entries.Count == 0 ? "none in the chart" : string.Join("; ", entries);

    private static string Clock(DateTimeOffset at, DateTimeZone zone) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(Instant.FromDateTimeOffset(at).InZone(zone).TimeOfDay);

    private static string? Licence(StaffProfile? nurse, string? state)
    {
        if (nurse?.Licences is not { Count: > 0 } held) return null;
        // Where the patient is may not be known: then no one of them is "the" licence.
        var named = held.Where(l => l.State == state).ToList() is { Count: > 0 } there ? there : held;
        return $"{nurse.Credential}, {string.Join(" and ", named.Select(l => l.State + (l.Compact ? " (compact)" : "")))}";
    }

    private static IReadOnlyList<TriageEvent> WithWords(IReadOnlyList<TriageEvent> log, string draft, DateTimeOffset now, Actor? by) =>
        string.IsNullOrWhiteSpace(draft) || by is null ? log : [.. log, new Noted(Guid.Empty, now, by, draft.Trim())];
}
