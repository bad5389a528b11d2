using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Calls.Contracts;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Calls.Endpoints;
using CallCenter.Api.Features.Patients.Contracts;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Queue.Contracts;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls;

/// <summary>A nurse rings somebody: a party for her call, the caller back, or a patient from her card. Always from the practice's own number.</summary>
public sealed class RingingDesk(CallBook book, IEnumerable<ICallDirectory> directories, IPractices practices, IPatients patients, IQueue queue, IAudit audit, CallsOptions options)
{
    private const int MostAtOnce = 3;

    public async Task<IReadOnlyList<DirectoryEntry>> DirectoryAsync(CallCenterDbContext db, string practiceId, CancellationToken cancel)
    {
        var entries = new List<DirectoryEntry>();
        foreach (var directory in directories) entries.AddRange(await directory.EntriesAsync(db, practiceId, cancel));
        return entries;
    }

    public async Task<Outcome<Party>> RingPartyAsync(UnitOfWork work, Call call, Guid nurse, RingPartyRequest wanted, CancellationToken cancel)
    {
        if (call.State is not (CallState.Connected or CallState.OnHold)) return CallRefusals.NotConnected;
        if (Plan(wanted.Plan) is not { } plan) return RingingRefusals.PlanUnknown;
        if (await queue.HandOverOfAsync(work.Db, call.Id, cancel) is not null) return CallRefusals.HandingOver;
        if (Parties.Of(work, call.Id).Count(p => p.IsOpen && p.Role is not (PartyRole.Caller or PartyRole.Supervisor)) >= MostAtOnce) return RingingRefusals.TooMany;
        var found = await WhoAsync(work, call, wanted, cancel);
        if (!found.Succeeded) return found.Refusal;
        var (name, role, number) = found.Value;
        if (plan is PartyPlan.Transfer && role is PartyRole.Interpreter) return RingingRefusals.InterpreterAlone;
        var party = Parties.Add(work, call, role, plan, name, number, nurse);
        audit.Write(work, nurse, call.PracticeId, "party-rung", "call", call.Id, $"party={party.Id:N} role={role} plan={plan} from={(wanted.Entry is null ? "typed" : "directory")}");
        book.Note(work, call, "party-rung", $"The nurse rings {name}.", nurse.ToString("D"));
        await Parties.RingAsync(work, call, party, cancel);
        call.Visit++;
        if (plan is PartyPlan.Consult && call.State is CallState.Connected) await CallBook.HoldAsync(work, call, true, null, cancel);
        return party;
    }

    /// <summary>After a consultation: all three together.</summary>
    public async Task<Outcome<Party>> BringInAsync(UnitOfWork work, Call call, Party party, CancellationToken cancel)
    {
        if (party.State is not PartyState.InCall || call.State is not (CallState.Connected or CallState.OnHold)) return RingingRefusals.NotThere;
        (party.Plan, party.Version) = (PartyPlan.Join, party.Version + 1);
        await BackFromHoldAsync(work, call, cancel);
        book.Note(work, call, "brought-in", $"The caller, the nurse and {party.Name} are together.", party.AskedBy.ToString("D"));
        return party;
    }

    /// <summary>The caller goes on with the party; while it still rings, as soon as it has joined.</summary>
    public async Task<Outcome<Party>> TransferAsync(UnitOfWork work, Call call, Party party, Guid nurse, CancellationToken cancel)
    {
        if (!party.IsOpen || call.State is not (CallState.Connected or CallState.OnHold)) return RingingRefusals.NotThere;
        if (party.Role is PartyRole.Interpreter) return RingingRefusals.InterpreterAlone;
        (party.Plan, party.Version) = (PartyPlan.Transfer, party.Version + 1);
        if (party.State is PartyState.InCall) await book.TransferAsync(work, call, nurse.ToString("D"), cancel);
        return party;
    }

    public async Task<Outcome<Party>> DismissAsync(UnitOfWork work, Call call, Party party, PartyDesk desk, CancellationToken cancel)
    {
        if (party.Role is PartyRole.Caller) return RingingRefusals.NotThere;
        if (party.IsOpen) await Parties.HangUpAsync(work, call, party, cancel);
        var consulted = party.Plan is PartyPlan.Consult;
        await desk.OverAsync(work, call, party, "dismissed", cancel);
        if (consulted) await BackFromHoldAsync(work, call, cancel);
        return party;
    }

    /// <summary>The caller's line dropped: every number we know of her, one after the other, at once.</summary>
    public async Task<Outcome<Call>> CallBackAsync(UnitOfWork work, Call call, Guid nurse, CancellationToken cancel)
    {
        if (call.State is not CallState.WrapUp || call.NurseId != nurse) return RingingRefusals.NoCallBackNow;
        var numbers = await NumbersAsync(work.Db, call, cancel);
        if (numbers.Count == 0) return RingingRefusals.NoNumber;
        if (!await queue.DialsAsync(work, nurse, cancel)) return RingingRefusals.NotFree;
        if (!book.Fire(work, call, CallTrigger.CallBack, "calling-back", $"The nurse rings the caller back ({numbers.Count} known numbers).", nurse.ToString("D"))) return RingingRefusals.NoCallBackNow;
        (call.EndedAt, call.EndReason, call.WrapUpStartedAt, call.WrapUpEndsAt, call.CallerJoined, call.NurseJoined) = (null, null, null, null, false, false);
        await BeginRingingAsync(work, call, nurse, numbers, "call-back", cancel);
        return call;
    }

    /// <summary>A call that we make: the nurse's line joins, then the patient is rung.</summary>
    public async Task<Outcome<Call>> CallPatientAsync(UnitOfWork work, Guid patientId, Guid nurse, string? number, CancellationToken cancel)
    {
        if (await patients.GetAsync(work.Db, patientId, cancel) is not { } patient || await practices.GetAsync(work.Db, patient.PracticeId, cancel) is not { Lines: [var line, ..] }) return CallRefusals.PatientUnknown;
        var numbers = (await patients.KnownNumbersAsync(work.Db, patientId, cancel)).Where(n => number is null || n.Number == number).ToList();
        if (numbers.Count == 0) return number is null ? RingingRefusals.NoNumber : RingingRefusals.NotOnCard;
        if (!await queue.DialsAsync(work, nurse, cancel)) return RingingRefusals.NotFree;
        var call = new Call
        {
            Id = Guid.CreateVersion7(work.Now), PracticeId = patient.PracticeId, Line = line, CallerNumber = numbers[0].Number, StartedAt = work.Now, Outbound = true,
            State = CallState.Dialling, Language = patient.Language, PatientState = patient.State,
            NurseId = nurse, Reason = "call from the patient's card", Visit = 1,
        };
        var candidates = new List<CallerCandidate>();
        foreach (var known in numbers) candidates.AddRange(await patients.FindByPhoneAsync(work.Db, patient.PracticeId, known.Number, cancel));
        CallerIdentity.SetRung(call, patient, candidates);
        work.Add(call);
        book.Note(work, call, "calling", $"The nurse rings {(numbers is [var one] ? one.Label : $"the {numbers.Count} numbers of the patient's card in turn")}.", nurse.ToString("D"));
        await BeginRingingAsync(work, call, nurse, numbers, "outbound", cancel);
        return call;
    }

    /// <summary>The number she called from, then those of the patient's record.</summary>
    public async Task<IReadOnlyList<KnownNumber>> NumbersAsync(CallCenterDbContext db, Call call, CancellationToken cancel)
    {
        IEnumerable<KnownNumber> first = CallerNumbers.CanBeRung(call) ? [new("the number of this call", call.CallerNumber)] : [];
        var record = call.PatientId is { } patient ? await patients.KnownNumbersAsync(db, patient, cancel) : [];
        return [.. first.Concat(record).DistinctBy(n => n.Number)];
    }

    private async Task BeginRingingAsync(UnitOfWork work, Call call, Guid nurse, IReadOnlyList<KnownNumber> numbers, string why, CancellationToken cancel)
    {
        foreach (var number in numbers) Parties.Add(work, call, PartyRole.Caller, PartyPlan.Join, number.Label, number.Number, nurse);
        audit.Write(work, nurse, call.PracticeId, "caller-rung", "call", call.Id, $"why={why} numbers={numbers.Count}");
        // Her own line has half a minute to join; nobody is rung before she is there.
        await work.CancelTimerAsync(CallBook.TimerOwner, call.Id, CallBook.WrapUpTimer, cancel);
        await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.RejoinTimer, work.Now + options.RejoinLimit - CallBook.JoinCheck, 0, cancel);
        await work.SetTimerAsync(CallBook.TimerOwner, call.Id, CallBook.ReconcileTimer, work.Now + CallBook.ReconcileEvery, 0, cancel);
    }

    private static async Task BackFromHoldAsync(UnitOfWork work, Call call, CancellationToken cancel)
    {
        if (call.HoldWanted is not true && call.State is not CallState.OnHold) return;
        call.Visit++;
        await CallBook.HoldAsync(work, call, false, null, cancel);
    }

    private async Task<Outcome<(string Name, PartyRole Role, string Number)>> WhoAsync(UnitOfWork work, Call call, RingPartyRequest wanted, CancellationToken cancel)
    {
        if (wanted.Entry is { } id)
            return (await DirectoryAsync(work.Db, call.PracticeId, cancel)).FirstOrDefault(e => e.Id == id) is { } entry
                ? (entry.Name, Role(entry.Role) ?? PartyRole.Other, entry.Number)
                : RingingRefusals.EntryUnknown;
        if (wanted.Name?.Trim() is not { Length: > 0 and <= 100 } name || Role(wanted.Role) is not { } role) return RingingRefusals.WhoIsIt;
        var lines = (await practices.GetAsync(work.Db, call.PracticeId, cancel))?.Lines ?? [];
        return DialRules.Read(wanted.Number, lines) is (not null, null) read ? (name, role, read.Number!) : RingingRefusals.NotDialled(DialRules.Read(wanted.Number, lines).Refused!);
    }

    private static PartyRole? Role(string? role) => role switch { "interpreter" => PartyRole.Interpreter, "clinician" => PartyRole.Clinician, "other" => PartyRole.Other, _ => null };

    private static PartyPlan? Plan(string? plan) => plan switch { "join" => PartyPlan.Join, "consult" => PartyPlan.Consult, "transfer" => PartyPlan.Transfer, _ => null };
}

internal static class RingingRefusals
{
    public static readonly Refusal PlanUnknown = Refusal.Invalid("party-plan-unknown", "Choose join, consult or transfer.");
    public static readonly Refusal TooMany = Refusal.Conflict("party-too-many", "Three others are in this call already. Let one of them go first.");
    public static readonly Refusal EntryUnknown = Refusal.NotFound("party-entry-unknown", "This entry is not in the practice's directory any more. Open the list again.");
    public static readonly Refusal WhoIsIt = Refusal.Invalid("party-needs-name", "Say who is rung (it stands in the note) and what they are: interpreter, clinician or other.");
    public static readonly Refusal InterpreterAlone = Refusal.Conflict("party-interpreter-alone", "A caller is not left alone with an interpreter. Stay on, or transfer her to somebody who cares for her.");
    public static readonly Refusal NotThere = Refusal.Conflict("party-not-there", "They are not in the call now. Look at the list of who is rung.");
    public static readonly Refusal NoCallBackNow = Refusal.Conflict("call-back-not-now", "A call is rung back from its wrap-up, by the nurse who has it.");
    public static readonly Refusal NoNumber = Refusal.Conflict("call-back-no-number", "No number of this person is known. Search the patient's card.");
    public static readonly Refusal NotOnCard = Refusal.Conflict("call-number-not-on-card", "This number is not on the patient's card any more. Open the card again.");
    public static readonly Refusal NotFree = Refusal.Conflict("not-free-to-dial", "You are offered a call, or in one, or offline. Finish that first, or set yourself available.");

    public static Refusal NotDialled(string why) => why switch
    {
        "emergency" => Refusal.Invalid("number-emergency", "Emergency numbers are never dialled from here: 911 would find this desk, not the patient. The caller dials 911 from where she is; press 9 for the words."),
        "costly" => Refusal.Invalid("number-costly", "This is a premium number and is not dialled."),
        "own-line" => Refusal.Invalid("number-own-line", "This is a line of ours. To give the call to another nurse, hand it over."),
        _ => Refusal.Invalid("number-not-valid", "This is not a complete telephone number. Type the area code and seven digits, or + and the country code."),
    };
}
