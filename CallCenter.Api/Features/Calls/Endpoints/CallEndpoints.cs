using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Voice;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Calls.Endpoints;

internal static class CallEndpoints
{
    private const int LongestPast = 366;
    private const int LongestComment = 500;

    private static readonly string[] Outcomes =
        ["advised", "escalated", "emergency-services", "call-back-arranged", "wrong-number", "no-contact", "other"];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/calls/{id:guid}", GetAsync);
        api.MapGet("/calls/past", PastAsync);
        api.MapPut("/calls/{id:guid}/patient", (HttpContext http, Guid id, LinkPatientRequest link, HttpCommands commands, CallBook book, CallViews views, IPatients patients, RecordingDesk recordings, NurseFit fit, IAudit audit) =>
            commands.RunAsync<CallView>(http, "link-patient", (work, person, cancel) => LinkAsync(work, person, id, link, book, views, patients, recordings, fit, audit, cancel)));
        api.MapPut("/calls/{id:guid}/hold", (HttpContext http, Guid id, HoldRequest hold, HttpCommands commands, CallBook book, CallViews views) =>
            commands.RunAsync<CallView>(http, "hold", (work, person, cancel) => HoldAsync(work, person, id, hold.OnHold, book, views, cancel)));
        api.MapPut("/calls/{id:guid}/urgency", (HttpContext http, Guid id, RaiseRequest raise, HttpCommands commands, CallBook book, CallViews views, IAudit audit) =>
            commands.RunAsync<CallView>(http, "raise-call", (work, person, cancel) => RaiseAsync(work, person, id, raise.Urgency, book, views, audit, cancel)));
        api.MapPost("/calls/{id:guid}/end", (HttpContext http, Guid id, HttpCommands commands, CallBook book, CallViews views) =>
            commands.RunAsync<CallView>(http, "end-call", (work, person, cancel) => EndAsync(work, person, id, book, views, cancel)));
        api.MapPost("/calls/{id:guid}/wrap-up/finish", (HttpContext http, Guid id, FinishWrapUpRequest finish, HttpCommands commands, CallBook book, CallViews views) =>
            commands.RunAsync<CallView>(http, "finish-wrap-up", (work, person, cancel) => FinishAsync(work, person, id, finish, book, views, cancel)));
        LanguageEndpoint.Map(api);
        HandOverEndpoints.Map(api);
        PartyEndpoints.Map(api);
        RecordingEndpoints.Map(api);
        ListeningEndpoints.Map(api);
        Help911Endpoint.Map(api);
        api.MapPost("/softphone/token", Token);
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, Database database, CallViews views, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        return await views.ForAsync(db, id, cancel, all: person.IsSupervisor) is { } view ? Results.Ok(view) : CallRefusals.Unknown.ToResult();
    }

    private static async Task<IResult> PastAsync(HttpContext http, int? days, Guid? call, Database database, PastCallList past, CancellationToken cancel)
    {
        var person = http.User.Person();
        await using var db = database.Read(person.Scope);
        return Results.Ok(await past.OfAsync(db, person, Math.Clamp(days ?? 7, 1, LongestPast), call, cancel));
    }

    private static async Task<Outcome<CallView>> LinkAsync(
        UnitOfWork work, Person person, Guid id, LinkPatientRequest link, CallBook book, CallViews views, IPatients patients, RecordingDesk recordings, NurseFit fit, IAudit audit, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (link is { PatientLocation.Length: > 200 } or { Relation.Length: > 60 } or { PatientSaid.Length: > 200 }) return CallRefusals.WhoTooLong;
        PatientIdentity? patient = null;
        var stateBefore = call.PatientState;
        if (link.PatientId is { } patientId && ((patient = await patients.GetAsync(work.Db, patientId, cancel)) is null || patient.PracticeId != call.PracticeId)) return CallRefusals.PatientUnknown;
        if (patient is not null) (call.PatientId, call.VerifiedBy, call.PatientState) = (patient.PatientId, link.VerifiedBy ?? call.VerifiedBy, call.PatientState ?? patient.State);
        // What the nurse was told just now counts more than the chart; words that name neither a state nor the patient's home leave the place unknown.
        if (link.PatientLocation is { Length: > 0 } place)
        {
            var home = States.IsHome(place) ? patient ?? (call.PatientId is { } linked ? await patients.GetAsync(work.Db, linked, cancel) : null) : null;
            (call.PatientLocation, call.PatientState) = (place, States.In(place) ?? home?.State);
        }

        if (link.PatientSaid is { Length: > 0 } said) call.PatientSaid = said;
        if (link.Relation is { Length: > 0 } relation) CallerIdentity.Say(call, relation);
        if (call is { CallerName: null, CallerKind: CallerKind.Patient, PatientId: { } self }) call.CallerName = (patient ?? await patients.GetAsync(work.Db, self, cancel))?.Name;
        call.Version++;
        audit.Write(work, person.StaffId, call.PracticeId, "call-linked", "call", call.Id, patient is null ? "patient=none" : $"patient={patient.PatientId:N} verified={link.VerifiedBy ?? "no"}");
        book.Note(work, call, "linked", patient is null ? "The nurse wrote down who speaks and where the patient is." : "The nurse linked the call to a patient.", person.StaffId.ToString("D"));
        await fit.JudgeAsync(work, call, stateBefore, cancel);
        await recordings.RejudgeAsync(work, call, cancel);
        return await ViewAsync(work, call, views, cancel);
    }

    private static async Task<Outcome<CallView>> HoldAsync(UnitOfWork work, Person person, Guid id, bool onHold, CallBook book, CallViews views, CancellationToken cancel)
    {
        if (await MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (call.State is not (CallState.Connected or CallState.OnHold)) return CallRefusals.NotConnected;
        // Otherwise she would hear what is said about her, and whoever is asked would not know that she does.
        if (!onHold && Parties.Of(work, call.Id).FirstOrDefault(p => p.IsOpen && p.Plan is PartyPlan.Consult) is not null) return CallRefusals.AskingAlone;
        // Asked of the network now; the call is on hold when the network says so.
        call.Visit++;
        await CallBook.HoldAsync(work, call, onHold, null, cancel);
        book.Note(work, call, onHold ? "hold-asked" : "resume-asked", onHold ? "The nurse puts the caller on hold." : "The nurse takes the caller back.", person.StaffId.ToString("D"));
        return await ViewAsync(work, call, views, cancel);
    }

    /// <summary>Whoever of the nurse line knows more than the caller keyed. The order of service changes at once.</summary>
    private static async Task<Outcome<CallView>> RaiseAsync(UnitOfWork work, Person person, Guid id, UrgencyName urgency, CallBook book, CallViews views, IAudit audit, CancellationToken cancel)
    {
        if (await CallBook.FindAsync(work, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (call.State is not (CallState.Queued or CallState.Offered or CallState.CallBack or CallState.Voicemail)) return CallRefusals.NotWaiting;
        if (urgency > call.Urgency) return CallRefusals.NotLowered;
        if (await book.RaiseAsync(work, call, urgency, "raised by the nurse line", cancel))
        {
            book.Note(work, call, "raised", $"Raised to {urgency.ToString().ToLowerInvariant()}.", person.StaffId.ToString("D"));
            audit.Write(work, person.StaffId, call.PracticeId, "call-raised", "call", call.Id, $"urgency={urgency}");
        }

        return await ViewAsync(work, call, views, cancel);
    }

    private static async Task<Outcome<CallView>> EndAsync(UnitOfWork work, Person person, Guid id, CallBook book, CallViews views, CancellationToken cancel)
    {
        if (await MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (call.State is not (CallState.Connected or CallState.OnHold or CallState.Dialling or CallState.WrapUp)) return CallRefusals.NotConnected;
        await book.NurseEndsAsync(work, call, person.StaffId, cancel);
        return await ViewAsync(work, call, views, cancel);
    }

    private static async Task<Outcome<CallView>> FinishAsync(
        UnitOfWork work, Person person, Guid id, FinishWrapUpRequest finish, CallBook book, CallViews views, CancellationToken cancel)
    {
        if (!Outcomes.Contains(finish.Outcome)) return CallRefusals.OutcomeUnknown;
        if (finish.Comment is { Length: > LongestComment }) return CallRefusals.CommentTooLong;
        if (await MineAsync(work, person, id, cancel) is not { } call) return CallRefusals.Unknown;
        if (call.State is not (CallState.WrapUp or CallState.Transferred or CallState.Closed)) return CallRefusals.NotInWrapUp;
        // The timer may have closed the call while she wrote; what was kept once stands.
        if (call.Comment is null && finish.Comment?.Trim() is { Length: > 0 } comment) (call.Comment, call.Version) = (comment, call.Version + 1);
        await book.FinishWrapUpAsync(work, call, finish.Outcome, person.StaffId.ToString("D"), cancel);
        return await ViewAsync(work, call, views, cancel);
    }

    private static IResult Token(HttpContext http, ISoftphones softphones, TimeProvider clock) =>
        Results.Ok(softphones.TokenFor(SoftphoneIdentity.Of(http.User.Person().StaffId), clock.GetUtcNow()));

    internal static async Task<Call?> MineAsync(UnitOfWork work, Person person, Guid id, CancellationToken cancel) =>
        await CallBook.FindAsync(work, id, cancel) is { } call && (call.NurseId == person.StaffId || person.IsSupervisor) ? call : null;

    internal static Task<Call?> ReadAsync(CallCenterDbContext db, Guid id, CancellationToken cancel) => db.Set<Call>().FirstOrDefaultAsync(c => c.Id == id, cancel);

    internal static async Task<Outcome<CallView>> ViewAsync(UnitOfWork work, Call call, CallViews views, CancellationToken cancel)
    {
        await work.Db.SaveChangesAsync(cancel);
        return (await views.ForAsync(work.Db, call.Id, cancel))!;
    }
}

internal static class CallRefusals
{
    public static readonly Refusal Unknown = Refusal.NotFound("call-unknown", "There is no such call for you. It may belong to another nurse by now: look at the queue.");
    public static readonly Refusal PatientUnknown = Refusal.NotFound("patient-unknown", "This patient is not in the call's practice. Search again within the practice.");
    public static readonly Refusal WhoTooLong = Refusal.Invalid("who-too-long", "Keep where the patient is and the name as said under 200 characters, and the relation under 60.");
    public static readonly Refusal CommentTooLong = Refusal.Invalid("comment-too-long", "Keep the comment under 500 characters; what belongs to the care goes into the note.");
    public static readonly Refusal NotConnected = Refusal.Conflict("call-not-connected", "The caller is not connected now. Wait until the line is there, or look at the call's timeline.");
    public static readonly Refusal NotWaiting = Refusal.Conflict("call-not-waiting", "This caller does not wait any more. Look at the queue.");
    public static readonly Refusal NotLowered = Refusal.Conflict("urgency-not-lowered", "A waiting call is never made less urgent. Her nurse decides when she has spoken with her.");
    public static readonly Refusal AskingAlone = Refusal.Conflict("hold-asking-alone", "You are asking somebody alone. Bring them in, or let them go: then the caller is back with you.");
    public static readonly Refusal NobodyAvailable = Refusal.Conflict("hand-over-nobody", "Nobody can take the call over now. The caller stays with you.");
    public static readonly Refusal HandingOver = Refusal.Conflict("hand-over-open", "This call is being handed over already. Take it back first.");
    public static readonly Refusal HandOverNeedsText = Refusal.Invalid("hand-over-needs-text", "Say in one line what the next nurse must know first, at most 500 characters.");
    public static readonly Refusal LanguageUnknown = Refusal.Invalid("call-language-unknown", "Choose English (en-US) or Spanish (es-US): these are the languages the line speaks. For any other bring in an interpreter.");
    public static readonly Refusal NotInWrapUp = Refusal.Conflict("call-not-in-wrap-up", "The call is still going on. End it first.");
    public static readonly Refusal OutcomeUnknown = Refusal.Invalid("outcome-unknown", "Choose one of: advised, escalated, emergency-services, call-back-arranged, wrong-number, no-contact, other.");
}
