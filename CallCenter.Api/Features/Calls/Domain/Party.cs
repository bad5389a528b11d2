using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>Whom a party is to the call. An interpreter alone with a caller is no care: only the others can be left with her. A supervisor is rung by nobody: her own softphone comes in.</summary>
public enum PartyRole { Caller, Interpreter, Clinician, Other, Supervisor }

/// <summary>
/// What for: into the call, to the nurse alone first (the caller hears music), or instead of the nurse. Of a supervisor: heard by nobody
/// (<see cref="Listen"/>), by the nurse alone (<see cref="Coach"/>), by everybody (<see cref="Join"/>), or the call is hers (<see cref="TakeOver"/>).
/// </summary>
public enum PartyPlan { Join, Consult, Transfer, Listen, Coach, TakeOver }

/// <summary>
/// <see cref="Waiting"/>: a further number of the caller's, rung when the one before it did not answer. Of a supervisor <see cref="Ringing"/> is: her line is not in the
/// conference; <see cref="Answered"/>: what she asked for is not confirmed by the network; <see cref="InCall"/>: it is.
/// </summary>
public enum PartyState { Waiting, Ringing, Answered, InCall, Over }

/// <summary>Somebody we rang for a call: the caller herself (call-back, outbound call), an interpreter, a clinician, another place.</summary>
public sealed class Party : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid CallId { get; init; }
    public required string PracticeId { get; init; }
    public PartyRole Role { get; init; }
    public PartyPlan Plan { get; set; }
    public PartyState State { get; set; }

    /// <summary>Counts within the call; the order in which a caller's numbers are rung, and part of the label in the conference.</summary>
    public int Place { get; init; }

    /// <summary>As it stands in the note.</summary>
    public required string Name { get; init; }

    /// <summary>E.164; empty of a supervisor.</summary>
    public required string Number { get; init; }
    public Guid AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; set; }
    public string? CallSid { get; set; }
    public string? AnsweredBy { get; set; }

    /// <summary>The conference she joined last: what a former one reports late says nothing.</summary>
    public string? ConferenceSid { get; set; }

    /// <summary>When she was first in the conference.</summary>
    public DateTimeOffset? JoinedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>no-answer</c>, <c>busy</c>, <c>machine</c>, <c>failed</c>, <c>completed</c>, <c>dismissed</c> …</summary>
    public string? Result { get; set; }
    public long Version { get; set; }

    public bool IsOpen => State is PartyState.Ringing or PartyState.Answered or PartyState.InCall;

    /// <summary>In the conference and able to look after the caller without a nurse.</summary>
    public bool CaresForCaller => State is PartyState.InCall && (Role is PartyRole.Clinician or PartyRole.Other ? Plan is not PartyPlan.Consult : this is { Role: PartyRole.Supervisor, Plan: PartyPlan.Join });

    /// <summary>A supervisor whose line is in the conference.</summary>
    public bool IsListening => Role is PartyRole.Supervisor && State is (PartyState.Answered or PartyState.InCall);

    public string Label => $"party-{Place}";

    /// <summary>A machine or a fax picked up: nothing is said to it and nothing left on it.</summary>
    public bool IsMachine => AnsweredBy is { } by && (by.StartsWith("machine", StringComparison.Ordinal) || by == "fax");
}
