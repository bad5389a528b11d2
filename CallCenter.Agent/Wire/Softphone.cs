namespace CallCenter.Agent.Wire;

/// <summary><c>POST /api/softphone/token</c></summary>
/// <param name="Kind"><c>twilio</c> (the bundled voice SDK) or <c>emulator</c>.</param>
/// <param name="ScriptUrl">The emulator's ES module; null for <c>twilio</c>.</param>
/// <param name="RefreshAfter">When the console asks for the next token (its own timer; the SDK's warning may come once only).</param>
public sealed record SoftphoneToken(
    string Token, string Identity, DateTimeOffset ExpiresAt, DateTimeOffset RefreshAfter, string Kind, string? ScriptUrl);
