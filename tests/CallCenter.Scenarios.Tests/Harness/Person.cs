using System.Runtime.CompilerServices;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Somebody in the story. What she does is written as a sentence and happens in that order: <c>await caller.Dials(line).Hears("…").Presses("1")</c>.</summary>
internal abstract class Person<TSelf> where TSelf : Person<TSelf>
{
    private Task _story = Task.CompletedTask;

    public TaskAwaiter GetAwaiter() => _story.GetAwaiter();

    protected TSelf Then(Func<Task> step)
    {
        _story = AfterAsync(_story, step);
        return (TSelf)this;
    }

    private static async Task AfterAsync(Task before, Func<Task> step)
    {
        await before;
        await step();
    }
}
