using System.Globalization;
using CallCenter.TwilioEmulator.Messages;

namespace CallCenter.TwilioEmulator.Rest;

internal static class MessageResource
{
    private const int MostCharacters = 1600;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/Messages.json", Create);
        api.Get("/Messages.json", List);
        api.Get("/Messages/{message}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/Messages/{message}.json", Update);
        api.Delete("/Messages/{message}.json", Delete);
    }

    private static TextMessage Find(RestCall rest) =>
        rest.Board.Messages.Find(rest.Route("message")) ?? throw TwilioError.NotFound(rest.Path);

    private static object Show(Switchboard board, TextMessage message) => new
    {
        sid = message.Sid,
        account_sid = board.Account.Sid,
        messaging_service_sid = message.MessagingServiceSid,
        from = message.From,
        to = message.To,
        body = message.Body,
        status = message.Status,
        direction = message.Direction,
        num_segments = message.NumSegments.ToString(CultureInfo.InvariantCulture),
        num_media = message.Media.Count.ToString(CultureInfo.InvariantCulture),
        price = (string?)null,
        price_unit = "USD",
        error_code = message.ErrorCode,
        error_message = (string?)null,
        api_version = "2010-04-01",
        date_created = message.CreatedAt.Rfc2822(),
        date_sent = message.SentAt.Rfc2822(),
        date_updated = message.UpdatedAt.Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Messages/{message.Sid}.json",
        subresource_uris = new { media = $"/2010-04-01/Accounts/{board.Account.Sid}/Messages/{message.Sid}/Media.json" },
    };

    private static RestAnswer Create(RestCall rest)
    {
        var to = rest.Required("To");
        if (!to.StartsWith('+') || Dialable.To(to) != to)
        {
            throw new TwilioError(400, 21211, "Invalid 'To' Phone Number");
        }

        var from = rest.Text("From") ?? (rest.Text("MessagingServiceSid") is null ? throw TwilioError.Missing("From")
            : rest.Board.Numbers.Lines.FirstOrDefault()?.Number ?? throw new TwilioError(400, 21703, "The Messaging Service has no phone numbers"));
        if (rest.Board.Numbers.Line(from) is null)
        {
            throw new TwilioError(400, 21606, "The 'From' number is not a valid, SMS-capable number of this account");
        }

        List<string> media = [.. rest.Texts("MediaUrl").OfType<string>().Where(m => m.Length > 0)];
        var body = rest.Text("Body") ?? (media.Count > 0 || rest.Text("ContentSid") is not null ? ""
            : throw new TwilioError(400, 21602, "Message body is required."));
        if (body.Length > MostCharacters)
        {
            throw new TwilioError(400, 21617, "The concatenated message body exceeds the 1600 character limit");
        }

        if (rest.Board.Messages.OptedOut(from, to))
        {
            throw new TwilioError(400, 21610, "Attempt to send to unsubscribed recipient");
        }

        if (rest.Board.Phones.HabitsOf(to) is { Texts: "refused" } habits)
        {
            throw new TwilioError(400, habits.ErrorCode ?? 21608, "The number cannot be sent to");
        }

        var message = new TextMessage(rest.Board.Sids.Next(media.Count > 0 ? "MM" : "SM"), from, to, body, "outbound-api", rest.Board.Clock.GetUtcNow())
        {
            StatusCallback = rest.Url("StatusCallback"),
            MessagingServiceSid = rest.Text("MessagingServiceSid"),
            Media = media,
        };
        rest.Board.Messages.Send(message);
        return RestAnswer.Created(Show(rest.Board, message));
    }

    private static RestAnswer List(RestCall rest)
    {
        var sent = rest.DateFilter("DateSent");
        var messages = rest.Board.Messages.All.Where(m =>
            (rest.Query("To") is not { } to || m.To == to)
            && (rest.Query("From") is not { } from || m.From == from)
            && sent(m.SentAt ?? m.CreatedAt));
        return rest.Page("messages", messages, m => Show(rest.Board, m));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var message = Find(rest);
        if (rest.Has("Body") && rest.Text("Body") is null)
        {
            message.Body = ""; // redaction
        }

        if (rest.Text("Status") == "canceled" && !MessageBook.Cancel(message))
        {
            throw new TwilioError(400, 30409, "Message cannot be canceled any more");
        }

        return RestAnswer.Ok(Show(rest.Board, message));
    }

    private static RestAnswer Delete(RestCall rest)
    {
        rest.Board.Messages.All.Remove(Find(rest));
        return RestAnswer.Gone;
    }
}
