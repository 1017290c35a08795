namespace Gongji.Words;

/// <summary>A grain that may have work to finish although everybody has forgotten it.</summary>
public interface IAttended
{
    /// <summary>Finishes what is open, as far as that is possible now.</summary>
    Task Attend();
}
