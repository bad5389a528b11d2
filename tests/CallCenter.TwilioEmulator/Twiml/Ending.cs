using System.Xml.Linq;
using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Twiml;

/// <summary>Verbs that leave the document: Redirect, Reject, Hangup, Leave.</summary>
internal static class Ending
{
    public static Task<Step> Redirect(Scene scene, XElement verb)
    {
        var given = verb.Value.Trim();
        var url = given.Length > 0
            ? scene.Document.Resolve(given)
            : scene.Document.Url ?? throw new TwimlFailure(11100, "", "inline TwiML has no URL to return to");
        return Task.FromResult(Step.Goto(Destination.To(url, verb.Text("method"))));
    }

    public static Task<Step> Reject(Scene scene, XElement verb)
    {
        var final = verb.Text("reason") == "busy" ? CallState.Busy : CallState.NoAnswer;
        scene.Board.Progress.Finish(scene.Call, scene.Call.State == CallState.Ringing ? final : CallState.Completed);
        return Task.FromResult(Step.HangUp);
    }

    public static Task<Step> Hangup(Scene scene, XElement verb) => Task.FromResult(Step.HangUp);

    public static Task<Step> Leave(Scene scene, XElement verb) =>
        Task.FromResult(scene.Allowed is null && scene.Call.QueueMember is null ? Step.Next : Step.Leave);
}
