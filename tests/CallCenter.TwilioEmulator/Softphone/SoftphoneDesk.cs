using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Softphone;

/// <summary>Starts a browser's leg: through the TwiML application its token names, and no other.</summary>
internal sealed class SoftphoneDesk(Switchboard board)
{
    public AccessToken Check(string? token) => AccessToken.Read(token, board.Account, board.Clock.GetUtcNow());

    public Call Connect(AccessToken token, IReadOnlyDictionary<string, string>? parameters)
    {
        if (token.Expires <= board.Clock.GetUtcNow())
        {
            throw new SoftphoneError(31205, "JWT is expired");
        }

        var application = board.Numbers.Application(token.ApplicationSid)
            ?? throw new SoftphoneError(31001, "The TwiML application is not on this account");
        return board.Desk.ArriveFromBrowser(token.Identity, application, [.. parameters ?? new Dictionary<string, string>()]);
    }
}
