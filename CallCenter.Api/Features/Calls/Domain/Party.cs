using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>Whom a party is to the call. An interpreter alone with a caller is no care: only the others can be left with her.</summary>
public enum PartyRole { Caller, Interpreter, Clinician, Other }

/// <summary>What for: into the call, to the nurse alone first (the caller hears music), or instead of the nurse.</summary>
public enum PartyPlan { Join, Consult, Transfer }

/// <summary><see cref="Waiting"/>: a further number of the caller's, rung when the one before it did not answer.</summary>
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

    /// <summary>E.164.</summary>
    public required string Number { get; init; }
    public Guid AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; set; }
    public string? CallSid { get; set; }
    public string? AnsweredBy { get; set; }

    /// <summary>When she was first in the conference.</summary>
    public DateTimeOffset? JoinedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary><c>no-answer</c>, <c>busy</c>, <c>machine</c>, <c>failed</c>, <c>completed</c>, <c>dismissed</c> …</summary>
    public string? Result { get; set; }
    public long Version { get; set; }

    public bool IsOpen => State is PartyState.Ringing or PartyState.Answered or PartyState.InCall;

    /// <summary>In the conference and able to look after the caller without a nurse.</summary>
    public bool CaresForCaller => State is PartyState.InCall && Role is (PartyRole.Clinician or PartyRole.Other) && Plan is not PartyPlan.Consult;

    public string Label => $"party-{Place}";

    /// <summary>A machine or a fax picked up: nothing is said to it and nothing left on it.</summary>
    public bool IsMachine => AnsweredBy is { } by && (by.StartsWith("machine", StringComparison.Ordinal) || by == "fax");
}
