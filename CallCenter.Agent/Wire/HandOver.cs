namespace CallCenter.Agent.Wire;

/// <summary><c>POST /api/calls/{id}/hand-over</c>: the call goes to another nurse; the caller stays in it and hears music until she is there.</summary>
/// <param name="ToNurse">Null: the next nurse who is available.</param>
/// <param name="Text">What she must know first.</param>
public sealed record HandOverRequest(Guid? ToNurse, string Text);

/// <summary><c>GET /api/calls/{id}/hand-over/nurses</c>: who is available now.</summary>
public sealed record NurseAvailable(Guid StaffId, string Name, string Credential, bool SpeaksLanguage);

/// <summary>A call that is being handed over.</summary>
/// <param name="OfferedTo">Who is asked now; null while nobody is.</param>
/// <param name="Accepted">She has taken it; her line is joining.</param>
public sealed record HandOverView(string FromName, string? OfferedTo, DateTimeOffset? Deadline, bool Accepted, string Text);

/// <param name="Outcome"><c>taken</c>: the call is the other nurse's; <c>back</c>: nobody took it, the caller is hers again; <c>cancelled</c>; <c>caller-left</c>; <c>put-back</c>: a message she did not answer in time is back in the queue; <c>taken-over</c>: the supervisor took it.</param>
/// <param name="Who">Who has it now, or who was asked last.</param>
public sealed record HandOverEnded(Guid CallId, string Outcome, string? Who);
