// What is raised when the sandbox is told to do something that it cannot.

export class WrongCommand extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongCommand'
  }
}
