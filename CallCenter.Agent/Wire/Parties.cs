namespace CallCenter.Agent.Wire;

/// <summary><c>GET /api/calls/{id}/directory</c>: whom the nurse may ring into the call without typing a number.</summary>
/// <param name="Role"><c>interpreter</c>, <c>clinician</c> or <c>other</c>.</param>
/// <param name="SpeaksLanguage">An interpreter of the caller's language.</param>
public sealed record DirectoryLineView(string Id, string Name, string Role, bool SpeaksLanguage);

/// <summary><c>POST /api/calls/{id}/parties</c>: rings somebody for the call. Either <paramref name="Entry"/>, or <paramref name="Name"/> and <paramref name="Number"/>.</summary>
/// <param name="Entry">Of the directory.</param>
/// <param name="Role">For a typed number: <c>interpreter</c>, <c>clinician</c> or <c>other</c>.</param>
/// <param name="Plan"><c>join</c>: into the call; <c>consult</c>: with the nurse alone, the caller hears music; <c>transfer</c>: the nurse leaves when they have joined.</param>
public sealed record RingPartyRequest(string? Entry, string? Name, string? Number, string? Role, string Plan);

/// <summary>Somebody who was rung for the call. <c>POST /api/calls/{id}/parties/{partyId}/bring-in</c>, <c>/transfer</c>, <c>/dismiss</c>.</summary>
/// <param name="State">waiting, ringing, answered, in-call, over.</param>
/// <param name="Result">When it is over: completed, no-answer, busy, machine, failed, dismissed.</param>
public sealed record PartyView(Guid PartyId, string Name, string Role, string Plan, string State, string? Result);

/// <summary><c>POST /api/patients/{id}/call</c>: rings for the patient from the practice's number; the nurse's line joins first. Who answers is asked.</summary>
/// <param name="Number">One of the card's numbers; null: all of them, one after the other.</param>
public sealed record CallPatientRequest(string? Number);
