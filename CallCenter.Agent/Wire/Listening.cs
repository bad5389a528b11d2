namespace CallCenter.Agent.Wire;

/// <summary>
/// A supervisor in a call. <c>POST /api/calls/{id}/listeners</c> begins (supervisors only; her softphone then connects with <c>listen</c> = the listener's id),
/// <c>POST …/listeners/{listenerId}/take-over</c> makes the call hers, <c>POST …/stop</c> ends it. Each answers with the <see cref="CallView"/>.
/// </summary>
/// <param name="Mode"><c>listen</c>: nobody hears her; <c>coach</c>: the nurse alone; <c>join</c>: everybody. She always begins with <c>listen</c>.</param>
/// <param name="State"><c>coming</c>: her line is not in the conference; <c>changing</c>: the network has not confirmed the mode, she may still be heard as before; <c>in-call</c>.</param>
public sealed record ListenerView(Guid ListenerId, Guid StaffId, string Name, string Mode, string State);

/// <summary><c>PUT /api/calls/{id}/listeners/{listenerId}</c></summary>
/// <param name="Mode"><c>listen</c>, <c>coach</c> or <c>join</c>.</param>
public sealed record ListeningRequest(string Mode);
