using CallCenter.TwilioEmulator.Queues;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Rest;

internal static class QueueResource
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.Get("/Queues.json", rest => rest.Page("queues", rest.Board.Queues.All, q => Show(rest.Board, q)));
        api.Post("/Queues.json", Create);
        api.Get("/Queues/{queue}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/Queues/{queue}.json", Update);
        api.Delete("/Queues/{queue}.json", Delete);
        api.Get("/Queues/{queue}/Members.json", rest =>
            rest.Page("queue_members", Enumerable.Reverse(Find(rest).Members), m => Show(rest.Board, m)));
        api.Get("/Queues/{queue}/Members/{call}.json", rest => RestAnswer.Ok(Show(rest.Board, FindMember(rest))));
        api.Post("/Queues/{queue}/Members/{call}.json", Dequeue);
    }

    private static CallQueue Find(RestCall rest) =>
        rest.Board.Queues.Find(rest.Route("queue")) ?? throw TwilioError.NotFound(rest.Path);

    private static Member FindMember(RestCall rest)
    {
        var (queue, wanted) = (Find(rest), rest.Route("call"));
        return (wanted == "Front" ? queue.Members.FirstOrDefault() : queue.Members.Find(m => m.Call.Sid == wanted))
            ?? throw TwilioError.NotFound(rest.Path);
    }

    private static object Show(Switchboard board, CallQueue queue) => new
    {
        sid = queue.Sid,
        account_sid = board.Account.Sid,
        friendly_name = queue.Name,
        max_size = queue.MaxSize,
        current_size = queue.Members.Count,
        average_wait_time = (int)queue.AverageWait.TotalSeconds,
        date_created = queue.CreatedAt.Rfc2822(),
        date_updated = queue.UpdatedAt.Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Queues/{queue.Sid}.json",
    };

    private static object Show(Switchboard board, Member member) => new
    {
        call_sid = member.Call.Sid,
        queue_sid = member.Queue.Sid,
        date_enqueued = member.EnqueuedAt.Rfc2822(),
        position = member.Position,
        wait_time = (int)(board.Clock.GetUtcNow() - member.EnqueuedAt).TotalSeconds,
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Queues/{member.Queue.Sid}/Members/{member.Call.Sid}.json",
    };

    private static RestAnswer Create(RestCall rest)
    {
        var name = rest.Required("FriendlyName");
        if (name.Length > 64)
        {
            throw TwilioError.Invalid("FriendlyName must be at most 64 characters");
        }

        if (rest.Board.Queues.Named(name) is not null)
        {
            throw new TwilioError(400, 22003, "Queue already exists");
        }

        var queue = rest.Board.Queues.Create(name);
        queue.MaxSize = rest.Number("MaxSize", 1000, 1, 5000);
        return RestAnswer.Created(Show(rest.Board, queue));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var queue = Find(rest);
        queue.Name = rest.Text("FriendlyName") ?? queue.Name;
        queue.MaxSize = rest.Number("MaxSize", queue.MaxSize, 1, 5000);
        queue.UpdatedAt = rest.Board.Clock.GetUtcNow();
        return RestAnswer.Ok(Show(rest.Board, queue));
    }

    private static RestAnswer Delete(RestCall rest)
    {
        var queue = Find(rest);
        if (queue.Members.Count > 0)
        {
            throw new TwilioError(400, 22004, "Only an empty queue can be deleted");
        }

        rest.Board.Queues.All.Remove(queue);
        return RestAnswer.Gone;
    }

    private static RestAnswer Dequeue(RestCall rest)
    {
        var member = FindMember(rest);
        var url = rest.Url("Url") ?? throw TwilioError.Missing("Url");
        var answer = RestAnswer.Ok(Show(rest.Board, member));
        member.Call.Redirect(Destination.To(url, rest.Text("Method")));
        return answer;
    }
}
